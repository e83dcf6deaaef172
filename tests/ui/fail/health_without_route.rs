use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", health("/healthz"))]
struct Web1;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, stage(prod, health("/healthz")))]
struct Web2;

fn main() {}
