use infra_macros::{cluster, service};

const CPU: u32 = 300;

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = CPU, memory = 512)]
struct Web;

fn main() {}
