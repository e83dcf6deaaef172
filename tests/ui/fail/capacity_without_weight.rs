use infra_macros::cluster;

#[cluster(capacity = [fargate(weight = 0), fargate_spot(weight = 0)])]
struct Shop;

fn main() {}
