use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", nfs("fs-1"), at = "/data"))]
struct Web1;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", tmpfs("1 GB"), at = "/data"))]
struct Web2;

fn main() {}
