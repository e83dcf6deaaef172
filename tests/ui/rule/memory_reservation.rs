use infra_macros::{cluster, service};

const RESERVATION: u32 = 5;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", memory_reservation = 5)]
struct Low;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("proxy", image = "envoy:1", memory_reservation = RESERVATION),
)]
struct Constant;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("proxy", image = "envoy:1", memory = 256, memory_reservation = 256),
)]
struct Equal;

#[service(cluster = Shop, image = "nginx:1.29", memory_reservation = 6)]
struct Lowest;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("proxy", image = "envoy:1", memory = 256, memory_reservation = 255),
)]
struct Below;

fn main() {}
