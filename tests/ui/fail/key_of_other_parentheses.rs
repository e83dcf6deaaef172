use infra_macros::{cluster, service};

#[cluster(account(prod = "111122223333"), nat = one, certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/a")]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", essential = true, mount("data", at = "/data"))]
struct Web1;

#[service(cluster = Shop, image = "nginx:1.29", container("proxy", image = "envoy:1", route("/*"), logs(retention = "30d")))]
struct Web2;

fn main() {}
