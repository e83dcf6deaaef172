use infra_macros::cluster;

const ARM: &str = "c7g.large";

#[cluster(capacity = [ec2("c5.large", 1..=10), ec2("c7g.large", 1..=10)])]
struct Groups;

#[cluster(capacity = ec2(types = ["c5.large", "c7g.large"], 1..=10))]
struct Types;

#[cluster(capacity = [ec2("c5.large", 1..=10), ec2(ARM, 1..=10)])]
struct Constant;

#[cluster(capacity = [ec2(types = ["c5.large", "c6i.large"], 1..=10), ec2("m7i.large", 1..=10)])]
struct Legal;

fn main() {}
