use infra_macros::{cluster, service};

const HEAVY: u32 = 1_001;

#[cluster(capacity = fargate)]
struct Shop;

#[cluster(capacity = fargate(weight = 1_001))]
struct TooHeavy;

#[cluster(capacity = fargate(weight = HEAVY))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", capacity = fargate(weight = 1_001))]
struct Own;

#[cluster(capacity = [fargate(weight = 1_000), fargate_spot(weight = 0)])]
struct Heaviest;

fn main() {}
