use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "https://ghcr.io/me/app:1")]
struct Web1;

fn main() {}
