use infra_macros::{cluster, service};

const FULL: u32 = 101;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, cpu = 0))]
struct Nothing;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, memory = 101))]
struct TooFull;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, cpu = FULL))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, cpu = 1))]
struct Least;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, memory = 100))]
struct Most;

fn main() {}
