use infra_macros::cluster;

#[cluster(capacity = ec2(c5n.xlarge, 1..=10))]
struct Shop;

#[cluster(capacity = ec2(instance_type = "c5n.xlarge", 1..=10))]
struct Old;

fn main() {}
