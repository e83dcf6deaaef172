use infra_macros::cluster;

const LONG: u32 = 10_001;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, warm_up = "10001s"))]
struct TooLong;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, warm_up = LONG))]
struct ByConstant;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, warm_up = "0s"))]
struct None;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, warm_up = "10000s"))]
struct Longest;

fn main() {}
