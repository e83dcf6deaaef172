use infra_macros::cluster;

const TYPE: &str = "c5n.3xlarge";

#[cluster(capacity = ec2("c5q.large", 1..=10))]
struct Family;

#[cluster(capacity = ec2("c5n.8xlarge", 1..=10))]
struct Size;

#[cluster(capacity = ec2(TYPE, 1..=10))]
struct Constant;

#[cluster(capacity = ec2("c5n", 1..=10))]
struct Sizeless;

#[cluster(capacity = ec2("C5n.large", 1..=10))]
struct Capital;

#[cluster(capacity = ec2(types = ["c5n.large", "c5n.3xlarge"], 1..=10))]
struct Listed;

#[cluster(capacity = ec2(types = ["c5n.large", "m7i-flex.large", "u7i-12tb.224xlarge"], 1..=10))]
struct Legal;

fn main() {}
