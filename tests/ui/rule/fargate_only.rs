use infra_macros::{cluster, service};

const STORAGE: u32 = 50;

#[cluster(capacity = ec2("c5.large", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", storage = "50 GB")]
struct Storage;

#[service(cluster = Shop, image = "nginx:1.29", storage = STORAGE)]
struct Constant;

#[service(cluster = Shop, image = "nginx:1.29", platform = "LATEST")]
struct Latest;

#[service(cluster = Shop, image = "nginx:1.29", capacity = fargate, storage = "50 GB", platform = "1.4.0")]
struct OnFargate;

fn main() {}
