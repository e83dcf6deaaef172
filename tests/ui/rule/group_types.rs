use infra_macros::cluster;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, types = ["c6in.xlarge"]))]
struct Both;

#[cluster(capacity = ec2(1..=10))]
struct None;

#[cluster(capacity = ec2(1..=10, types = []))]
struct EmptyList;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10))]
struct One;

#[cluster(capacity = ec2(1..=10, types = ["c5n.xlarge", "c6in.xlarge"]))]
struct Several;

fn main() {}
