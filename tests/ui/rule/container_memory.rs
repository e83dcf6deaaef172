use infra_macros::{cluster, service};

const MEMORY: u32 = 5;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", container("proxy", image = "envoy:1", memory = 5))]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", container("proxy", image = "envoy:1", memory = MEMORY))]
struct Constant;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    cpu = 256,
    memory = 512,
    container("proxy", image = "envoy:1", memory = 513),
)]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", container("proxy", image = "envoy:1", memory = 513))]
struct HighForTheDefault;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    memory = 512,
    container("proxy", image = "envoy:1", memory = 256),
    container("log", image = "fluent-bit:3", memory = 257),
)]
struct Together;

#[service(cluster = Shop, image = "nginx:1.29", container("proxy", image = "envoy:1", memory = 6))]
struct Lowest;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    memory = 512,
    container("proxy", image = "envoy:1", memory = 512),
)]
struct Highest;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    memory = 512,
    container("proxy", image = "envoy:1", memory = 256),
    container("log", image = "fluent-bit:3", memory = 256),
)]
struct HighestTogether;

fn main() {}
