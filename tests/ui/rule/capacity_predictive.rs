use infra_macros::cluster;

#[cluster(capacity = ec2("c6i.large", 1..=10, predictive = 0))]
struct None;

#[cluster(capacity = ec2("c6i.large", 1..=10, predictive = 101))]
struct TooMuch;

#[cluster(capacity = ec2("c6i.large", 1..=10, predictive = 100))]
struct Legal;

fn main() {}
