use infra_macros::{cluster, service};

#[cluster(capacity = managed(vcpu = 2..=8))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge)]
struct Bridge;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = none)]
struct None;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    network_mode = bridge,
    waive("managed-network-mode", reason = "it is known to work here"),
)]
struct Waived;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = host)]
struct Host;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = awsvpc)]
struct Legal;

fn main() {}
