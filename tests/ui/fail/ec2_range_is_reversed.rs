use infra_macros::cluster;

#[cluster(capacity = ec2("c5.large", 10..=1))]
struct Shop;

fn main() {}
