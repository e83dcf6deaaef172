use infra_macros::cluster;

const TYPE: &str = "mac2.metal";

#[cluster(capacity = ec2("mac1.metal", 1..=10))]
struct Mac;

#[cluster(capacity = ec2(TYPE, 1..=10))]
struct Constant;

#[cluster(capacity = ec2("c5n.metal", 1..=10))]
struct Metal;

fn main() {}
