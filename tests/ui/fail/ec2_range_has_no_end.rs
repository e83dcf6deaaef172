use infra_macros::cluster;

#[cluster(capacity = ec2("c5.large", 1..))]
struct Shop;

fn main() {}
