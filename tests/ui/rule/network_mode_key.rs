use infra_macros::{cluster, service};

#[cluster(capacity = ec2("c5.large", 1..=10), network = new(nat = one))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge, security_groups = ["sg-01234561"])]
struct Groups;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = host, subnets = private)]
struct Subnets;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = none, egress = ["10.0.0.0/8"])]
struct Egress;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    security_groups = ["sg-01234561"],
    subnets = private,
    egress = ["10.0.0.0/8"],
)]
struct Legal;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = awsvpc, security_groups = ["sg-01234561"])]
struct Awsvpc;

fn main() {}
