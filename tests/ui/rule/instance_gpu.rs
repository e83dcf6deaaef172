use infra_macros::{cluster, service};

const GPUS: u32 = 2;

#[cluster(capacity = ec2("g6.xlarge", 1..=10))]
struct Shop;

#[cluster(capacity = ec2("c5.large", 1..=10))]
struct Plain;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 1024, memory = 2048, gpu = 2)]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 1024, memory = 2048, gpu = GPUS)]
struct Constant;

#[service(cluster = Plain, image = "nginx:1.29", gpu = 1)]
struct None;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 1024, memory = 2048, gpu = 1)]
struct Highest;

fn main() {}
