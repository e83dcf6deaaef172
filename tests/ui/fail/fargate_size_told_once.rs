use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 300, memory = 512, stage(prod, memory = 1024))]
struct Web;

fn main() {}
