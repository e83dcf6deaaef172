use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = nginx:1.29)]
struct Web1;

#[service(cluster = Shop, image = ghcr.io/me/app:1)]
struct Web2;

#[service(cluster = Shop, image = "nginx:1.29", stage(pre-prod, count = 2))]
struct Web3;

#[service(cluster = Shop, image = "nginx:1.29", name = my-web)]
struct Web4;

fn main() {}
