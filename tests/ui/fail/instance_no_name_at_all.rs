use infra_macros::cluster;

#[cluster(capacity = ec2("large", 1..=10))]
struct Shop;

fn main() {}
