use infra_macros::cluster;

#[cluster(network = existing(vpc = "vpc-1", public = ["subnet-0123456789abcdef0", "sub-1"]))]
struct Shop;

fn main() {}
