use infra_macros::cluster;

const WEIGHT: u32 = 0;

#[cluster(capacity = [fargate(weight = WEIGHT), fargate_spot(base = 1, weight = 0)])]
struct Shop;

fn main() {}
