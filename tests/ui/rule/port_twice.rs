use infra_macros::{cluster, service};

const PORT: u16 = 80;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, port = PORT)]
struct Twice;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    port = 80,
    container("proxy", image = "envoy:1", port = 80),
)]
struct Sidecar;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    port = 80,
    port = 80,
    waive("port-twice", reason = "it is known to work here"),
)]
struct Waived;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    port = 80,
    container("proxy", image = "envoy:1", port = 81),
)]
struct Legal;

fn main() {}
