use infra_macros::{cluster, service};

const NONE: u32 = 0;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, metric("Shop", "QueueLength", target = 0)))]
struct Nothing;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, metric("Shop", "QueueLength", target = NONE)))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, metric("Shop", "QueueLength", target = 1)))]
struct Least;

fn main() {}
