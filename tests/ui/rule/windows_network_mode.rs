use infra_macros::{cluster, service};

#[cluster(capacity = ec2("c5.large", 1..=10, ami = "ami-0123456789abcdef0"))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, network_mode = bridge)]
struct Bridge;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, network_mode = none)]
struct None;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    os = windows_2022_core,
    network_mode = host,
    waive("windows-network-mode", reason = "it is known to work here"),
)]
struct Waived;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, network_mode = awsvpc)]
struct Legal;

fn main() {}
