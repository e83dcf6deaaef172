use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", count = 2, scale(2..=10, cpu = 60))]
struct Both;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, cpu = 60), stage(dev, count = 1))]
struct InAStage;

#[service(cluster = Shop, image = "nginx:1.29", count = 2)]
struct Counted;

fn main() {}
