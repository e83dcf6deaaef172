use infra_macros::cluster;

const SHORT: &str = "subnet-0123456";

#[cluster(network = existing(vpc = "vpc-01234567", public = ["vpc-01234567"]))]
struct Vpc;

#[cluster(network = existing(vpc = "vpc-01234567", private = ["subnet-01234567", "subnet-0123456789ABCDEF0"]))]
struct Second;

#[cluster(network = existing(vpc = "vpc-01234567", public = [SHORT]))]
struct ByConstant;

#[cluster(network = existing(vpc = "vpc-01234567", public = ["subnet-01234567", "subnet-0123456789abcdef0"]))]
struct Both;

fn main() {}
