use infra_macros::cluster;

#[cluster(capacity = ec2("mac2.metal", 1..=10))]
struct Shop;

fn main() {}
