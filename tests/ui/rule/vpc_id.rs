use infra_macros::cluster;

const SHORT: &str = "vpc-0123456";

#[cluster(network = existing(vpc = "shop", public = ["subnet-01234567"]))]
struct Name;

#[cluster(network = existing(vpc = "vpc-0123456789ABCDEF0", public = ["subnet-01234567"]))]
struct Capitals;

#[cluster(network = existing(vpc = SHORT, public = ["subnet-01234567"]))]
struct ByConstant;

#[cluster(network = existing(vpc = "vpc-01234567", public = ["subnet-01234567"]))]
struct Old;

#[cluster(network = existing(vpc = "vpc-0123456789abcdef0", public = ["subnet-01234567"]))]
struct New;

fn main() {}
