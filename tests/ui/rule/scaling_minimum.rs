use infra_macros::{cluster, service};

const FEWEST: u32 = 0;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", scale(0..=10, cpu = 60))]
struct FromZero;

#[service(cluster = Shop, image = "nginx:1.29", scale(FEWEST..=10, memory = 70))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", scale(0..=10, metric("Shop", "QueueLength", target = 100)))]
struct ByMetric;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=10, cpu = 60))]
struct FromOne;

fn main() {}
