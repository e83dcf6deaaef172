use infra_macros::{cluster, service};

const MANY: u32 = 2_147_483_648;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", count = 2_147_483_648)]
struct TooMany;

#[service(cluster = Shop, image = "nginx:1.29", count = MANY)]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=2_147_483_648, cpu = 60))]
struct Scaled;

#[service(cluster = Shop, image = "nginx:1.29", count = 0)]
struct None;

#[service(cluster = Shop, image = "nginx:1.29", count = 2_147_483_647)]
struct Most;

fn main() {}
