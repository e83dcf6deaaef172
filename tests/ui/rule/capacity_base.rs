use infra_macros::{cluster, service};

const MANY: u32 = 100_001;

#[cluster(capacity = fargate)]
struct Shop;

#[cluster(capacity = fargate(base = 100_001))]
struct TooMany;

#[cluster(capacity = fargate(base = MANY))]
struct ByConstant;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, base = 100_001))]
struct Group;

#[service(cluster = Shop, image = "nginx:1.29", capacity = fargate(base = 100_001))]
struct Own;

#[cluster(capacity = fargate(base = 100_000))]
struct Most;

fn main() {}
