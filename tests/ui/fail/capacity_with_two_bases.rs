use infra_macros::cluster;

#[cluster(capacity = [fargate(base = 1), fargate_spot(base = 1)])]
struct Shop;

fn main() {}
