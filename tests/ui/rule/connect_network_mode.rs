use infra_macros::{cluster, service};

#[cluster(capacity = ec2("c5n.xlarge", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080)]
struct Api;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = host, connect = [Api])]
struct Host;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = none, connect = [Api])]
struct None;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge, connect = [Api])]
struct Bridge;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = host)]
struct Alone;

fn main() {}
