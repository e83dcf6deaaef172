use infra_macros::{cluster, service};

const MEMORY: u32 = 3786;

#[cluster(capacity = ec2("c5.large", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 2049, memory = 1024)]
struct HighCpu;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 1024, memory = MEMORY)]
struct HighMemory;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 2048, memory = 3785)]
struct Highest;

fn main() {}
