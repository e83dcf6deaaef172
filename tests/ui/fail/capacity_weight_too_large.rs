use infra_macros::cluster;

#[cluster(capacity = [fargate(weight = 1001), fargate_spot(base = 100001)])]
struct Shop;

fn main() {}
