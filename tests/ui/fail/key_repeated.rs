use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 256, memory = 512, cpu = 512)]
struct Web;

fn main() {}
