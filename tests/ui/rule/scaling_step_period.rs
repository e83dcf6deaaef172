use infra_macros::{cluster, service};

const LONG: u32 = 3_660;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, step("Shop", "Queue", above(10, add = 1), every = "90s")))]
struct Part;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, step("Shop", "Queue", above(10, add = 1), every = LONG)))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, step("Shop", "Queue", above(10, add = 1), every = "1h")))]
struct Longest;

fn main() {}
