use infra_macros::cluster;

#[cluster(network = exisiting(vpc = "vpc-1"))]
struct Shop;

fn main() {}
