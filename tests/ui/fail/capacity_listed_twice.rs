use infra_macros::cluster;

#[cluster(capacity = [fargate(weight = 1), fargate(weight = 2)])]
struct Shop;

fn main() {}
