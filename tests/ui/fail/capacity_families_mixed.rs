use infra_macros::cluster;

#[cluster(capacity = [fargate, ec2("c5.large", 1..=10)])]
struct Shop;

fn main() {}
