use infra_macros::cluster;

#[cluster(capacity = ec2("c5n.8xlarge", 1..=10))]
struct Shop;

fn main() {}
