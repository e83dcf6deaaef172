use infra_macros::{cluster, service};

const MEMORY: u32 = 5;

#[cluster(capacity = ec2("c5.large", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 128, memory = 5)]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 128, memory = MEMORY)]
struct Constant;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 128, memory = 6)]
struct Lowest;

fn main() {}
