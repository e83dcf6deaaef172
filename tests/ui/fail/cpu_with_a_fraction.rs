use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 0.5, memory = 1.5)]
struct Web1;

fn main() {}
