use infra_macros::cluster;

const FULL: u32 = 101;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, target = 0))]
struct Nothing;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, target = 101))]
struct TooFull;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, target = FULL))]
struct ByConstant;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, target = 1))]
struct Least;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, target = 100))]
struct Most;

fn main() {}
