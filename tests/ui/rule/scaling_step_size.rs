use infra_macros::{cluster, service};

const NONE: u32 = 0;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, step("Shop", "Queue", above(10, add = 0))))]
struct Nothing;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, step("Shop", "Queue", below(10, remove = NONE))))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, step("Shop", "Queue", above(10, add = 1))))]
struct Least;

fn main() {}
