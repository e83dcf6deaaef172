use infra_macros::cluster;

#[cluster(network = existing(vpc = "vpc-0123456789abcdef0", subnets = ["subnet-0123456789abcdef0"]))]
struct Shop;

#[cluster(network = existing(vpcs = "vpc-0123456789abcdef0", public = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]))]
struct Old;

fn main() {}
