use infra_macros::{cluster, service};

#[cluster(capacity = ec2("c5.large", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port(80, host = 8080))]
struct OfItsOwn;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = host, port(80, host = 8080))]
struct OfTheHost;

#[service(cluster = Shop, image = "nginx:1.29", port(80, host = 80))]
struct Same;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = host, port(80, host = 80))]
struct SameOfTheHost;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge, port(80, host = 8080))]
struct Bridge;

fn main() {}
