use infra_macros::{cluster, service};

const STOP: u32 = 121;

#[cluster(capacity = fargate)]
struct Shop;

#[cluster(capacity = ec2("c5.large", 1..=10))]
struct Fleet;

#[service(cluster = Shop, image = "nginx:1.29", stop = "1s")]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", stop = STOP)]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", container("proxy", image = "envoy:1", stop = "121s"))]
struct Sidecar;

#[service(cluster = Fleet, image = "nginx:1.29", cpu = 512, memory = 1024, stop = "2147483648s")]
struct HighOnInstances;

#[service(cluster = Shop, image = "nginx:1.29", stop = "2s")]
struct Lowest;

#[service(cluster = Shop, image = "nginx:1.29", stop = "120s")]
struct Highest;

#[service(cluster = Fleet, image = "nginx:1.29", cpu = 512, memory = 1024, stop = "2147483647s")]
struct HighestOnInstances;

fn main() {}
