use infra_macros::cluster;

#[cluster(capacity = ec2)]
struct Shop;

fn main() {}
