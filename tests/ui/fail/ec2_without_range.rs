use infra_macros::cluster;

#[cluster(capacity = ec2("c5.large"))]
struct Shop;

fn main() {}
