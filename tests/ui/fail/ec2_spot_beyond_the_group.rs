use infra_macros::cluster;

#[cluster(capacity = ec2("c5.large", 1..=10, spot, on_demand_base = 11))]
struct Shop;

fn main() {}
