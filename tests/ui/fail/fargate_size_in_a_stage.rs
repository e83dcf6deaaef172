use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 512, memory = 1024, stage(prod, memory = 300))]
struct Web;

fn main() {}
