use infra_macros::{cluster, service};

const MEMORY: u32 = 1023;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 257)]
struct UnknownCpu;

#[service(cluster = Shop, image = "nginx:1.29", memory = 513)]
struct UnknownMemory;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 512, memory = MEMORY)]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 512, memory = 4097)]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 8192, memory = 18432)]
struct Between;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 32768, memory = 249857)]
struct AboveAll;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 256, memory = 512)]
struct Lowest;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 32768, memory = 249856)]
struct Highest;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 8192, memory = 20480)]
struct InAStep;

fn main() {}
