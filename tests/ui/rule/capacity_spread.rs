use infra_macros::cluster;

const MANY: u32 = 15;

#[cluster(capacity = ec2("c5n.xlarge", 1..=15, placement = spread))]
struct TooMany;

#[cluster(capacity = ec2("c5n.xlarge", 1..=MANY, placement = spread))]
struct ByConstant;

#[cluster(capacity = ec2("c5n.xlarge", 1..=22, placement = spread), network = new(zones = 3))]
struct ThreeZones;

#[cluster(
    capacity = ec2("c5n.xlarge", 1..=15, placement = spread), waive("capacity-spread", reason = "the most is never reached"),
)]
struct Waived;

#[cluster(capacity = ec2("c5n.xlarge", 1..=14, placement = spread))]
struct Most;

#[cluster(capacity = ec2("c5n.xlarge", 1..=21, placement = spread), network = new(zones = 3))]
struct MostOfThree;

fn main() {}
