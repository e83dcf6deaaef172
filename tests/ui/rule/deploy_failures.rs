use infra_macros::{cluster, service};

const NONE: u32 = 0;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", breaker(failures = 0))]
struct None;

#[service(cluster = Shop, image = "nginx:1.29", breaker(failures = 2_147_483_648))]
struct TooMany;

#[service(cluster = Shop, image = "nginx:1.29", breaker(failures = NONE))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", breaker(failures = 1))]
struct One;

#[service(cluster = Shop, image = "nginx:1.29", breaker(failures = 2_147_483_647))]
struct Most;

fn main() {}
