use infra_macros::cluster;

const EIGHT: u32 = 8;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, placement = partition(0)))]
struct Nothing;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, placement = partition(8)))]
struct TooMany;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, placement = partition(EIGHT)))]
struct ByConstant;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, placement = partition(1)))]
struct Fewest;

#[cluster(
    capacity = ec2("c5n.xlarge", 1..=10, placement = partition(8)), waive("capacity-partitions", reason = "the region has more"),
)]
struct Waived;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, placement = partition(7)))]
struct Most;

fn main() {}
