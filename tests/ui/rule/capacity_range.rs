use infra_macros::cluster;

const FEWEST: u32 = 11;

#[cluster(capacity = ec2("c5n.xlarge", 0..=0))]
struct Nothing;

#[cluster(capacity = ec2("c5n.xlarge", 5..=2))]
struct Reversed;

#[cluster(capacity = ec2("c5n.xlarge", FEWEST..=10))]
struct ByConstant;

#[cluster(capacity = ec2("c5n.xlarge", 1..=2_147_483_648))]
struct TooMany;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, scale_at(schedule = "cron(0 22 * * ? *)", 0..=0)))]
struct AtNight;

#[cluster(capacity = ec2("c5n.xlarge", 1..=1))]
struct One;

#[cluster(capacity = ec2("c5n.xlarge", 0..=2_147_483_647))]
struct Most;

fn main() {}
