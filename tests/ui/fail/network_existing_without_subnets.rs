use infra_macros::cluster;

#[cluster(network = existing(vpc = "vpc-0123456789abcdef0"))]
struct Shop;

fn main() {}
