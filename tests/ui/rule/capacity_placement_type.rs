use infra_macros::cluster;

const BURSTABLE: &str = "t3a.large";

#[cluster(capacity = ec2("t3.large", 1..=10, placement = cluster))]
struct Burstable;

#[cluster(capacity = ec2(BURSTABLE, 1..=10, placement = cluster))]
struct ByConstant;

#[cluster(capacity = ec2(1..=10, types = ["c5n.xlarge", "t3.large"], placement = cluster))]
struct OneOfTwo;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, placement = cluster))]
struct Network;

#[cluster(capacity = ec2("t3.large", 1..=10, placement = spread))]
struct Apart;

fn main() {}
