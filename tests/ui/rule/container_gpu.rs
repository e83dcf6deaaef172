use infra_macros::{cluster, service};

const GPUS: u32 = 0;

#[cluster(capacity = ec2("g6.xlarge", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 1024, memory = 2048, gpu = 0)]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 1024, memory = 2048, gpu = GPUS)]
struct Constant;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 1024, memory = 2048, gpu = 1)]
struct Lowest;

fn main() {}
