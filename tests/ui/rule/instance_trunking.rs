use infra_macros::cluster;

#[cluster(capacity = ec2("t3.large", 1..=10, trunking))]
struct NoTrunk;

#[cluster(capacity = ec2(types = ["c6i.large", "t3.large"], 1..=10, trunking))]
struct OneWithout;

#[cluster(capacity = ec2("c6i.large", 1..=10, trunking, ami = bottlerocket))]
struct NoScript;

#[cluster(capacity = ec2("c6i.large", 1..=10, trunking))]
struct Legal;

fn main() {}
