use infra_macros::{cluster, service};

const PORT: u16 = 81;

#[cluster(capacity = ec2("c5n.xlarge", 1..=2))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge, port(8080, host = 80), count = 2)]
struct All;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge, port(8080, host = PORT), count = 2)]
struct ByConstant;

#[service(
    cluster = Shop, image = "nginx:1.29",
    network_mode = bridge, port(8080, host = 80), count = 2, deploy = rolling(min = 50, max = 100),
)]
struct Half;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge, port(8080, host = 80), count = 1)]
struct Some;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge, port(8080, host = 0), count = 2)]
struct Dynamic;

#[service(
    cluster = Shop, image = "nginx:1.29",
    network_mode = bridge, port(8080, host = 80), count = 2, waive("deploy-host-port", reason = "the group grows by hand"),
)]
struct Waived;

fn main() {}
