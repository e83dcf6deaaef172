use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", 
    cpu = "0.5 vCPU",
    port = 8080,
    memory = "8 GB",
)]
struct Web;

fn main() {}
