use infra_macros::{cluster, service};

#[cluster(capacity = ec2("c5.large", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = none, port = 80)]
struct Main;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    network_mode = none,
    container("proxy", image = "envoy:1", port = 80),
)]
struct Sidecar;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = none)]
struct Legal;

fn main() {}
