use infra_macros::{cluster, service};

const CPU: u32 = 257;

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    cpu = 256,
    container("proxy", image = "envoy:1", cpu = 257),
)]
struct High;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    cpu = 256,
    container("proxy", image = "envoy:1", cpu = CPU),
)]
struct Constant;

#[service(cluster = Shop, image = "nginx:1.29", container("proxy", image = "envoy:1", cpu = 257))]
struct HighForTheDefault;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    cpu = 256,
    container("proxy", image = "envoy:1", cpu = 128),
    container("log", image = "fluent-bit:3", cpu = 129),
)]
struct Together;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    cpu = 256,
    container("proxy", image = "envoy:1", cpu = 256),
)]
struct Highest;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    cpu = 256,
    container("proxy", image = "envoy:1", cpu = 128),
    container("log", image = "fluent-bit:3", cpu = 128),
)]
struct HighestTogether;

fn main() {}
