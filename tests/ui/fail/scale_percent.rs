use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, cpu = 0, memory = 101))]
struct Web;

fn main() {}
