use infra_macros::cluster;

const MORE: u32 = 11;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, spot, on_demand_base = 11))]
struct TooMany;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, spot, on_demand_base = MORE))]
struct ByConstant;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, on_demand_base = 1))]
struct WithoutSpot;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, spot, on_demand_base = 10))]
struct All;

fn main() {}
