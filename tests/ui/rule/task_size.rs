use infra_macros::{cluster, service};

const MEMORY: u32 = 513;

#[cluster(capacity = ec2("c5.large", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 257)]
struct Cpu;

#[service(cluster = Shop, image = "nginx:1.29", memory = MEMORY)]
struct Memory;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 257, memory = 513)]
struct Both;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 256)]
struct CpuOfFargate;

#[service(cluster = Shop, image = "nginx:1.29", memory = 512)]
struct MemoryOfFargate;

fn main() {}
