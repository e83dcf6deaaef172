use infra_macros::{cluster, service};

const HOST: u16 = 32_768;

#[cluster(capacity = ec2("c5.large", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge, port(80, host = 32768))]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge, port(80, host = HOST))]
struct Constant;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    network_mode = bridge,
    port(80, host = 32768),
    waive("host-port-ephemeral", reason = "it is known to work here"),
)]
struct Waived;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge, port(80, host = 32767))]
struct Highest;

fn main() {}
