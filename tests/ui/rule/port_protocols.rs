#![deny(deprecated)]

use infra_macros::{cluster, service};

const PORT: u16 = 53;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 53, port(53, udp))]
struct Both;

#[service(cluster = Shop, image = "nginx:1.29", port = PORT, port(PORT, udp))]
struct Constant;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    port = 53,
    port(53, udp),
    waive("port-protocols", reason = "it is known to work here"),
)]
struct Waived;

#[service(cluster = Shop, image = "nginx:1.29", port = 53, port(54, udp))]
struct Legal;

fn main() {}
