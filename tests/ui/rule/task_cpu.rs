use infra_macros::{cluster, service};

const CPU: u32 = 196_609;

#[cluster(capacity = ec2("m7a.48xlarge", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 127, memory = 512)]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", cpu = CPU, memory = 512)]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 128, memory = 512)]
struct Lowest;

#[service(cluster = Shop, image = "nginx:1.29", cpu = "192 vCPU", memory = 512)]
struct Highest;

fn main() {}
