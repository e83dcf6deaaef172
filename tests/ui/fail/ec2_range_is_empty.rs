use infra_macros::cluster;

#[cluster(capacity = ec2("c5.large", 0..=0))]
struct Shop;

fn main() {}
