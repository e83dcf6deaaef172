use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", stage(prod, port = 70000, count = 2, scale(2..=10, cpu = 60), cpus = 1))]
struct Web;

fn main() {}
