use infra_macros::cluster;

#[cluster(stage(prod, capacity = ec2("c5n.xlrge", 1..=10), name = "x"))]
struct Shop;

fn main() {}
