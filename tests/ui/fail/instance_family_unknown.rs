use infra_macros::cluster;

#[cluster(capacity = ec2("c5y.xlarge", 1..=10))]
struct Shop;

fn main() {}
