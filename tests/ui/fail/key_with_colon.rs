use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster: Shop, image = "nginx:1.29")]
struct Web1;

#[service(cluster = Shop, image = "nginx:1.29", env { RUST_LOG: "info" })]
struct Web2;

#[service(cluster = Shop, image = "nginx:1.29", env = { RUST_LOG: "info" })]
struct Web3;

fn main() {}
