use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10))]
struct WithoutUse;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, in_after = "10m"))]
struct WithPause;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, at("cron(0 7 * * ? *)", 4..=20)))]
struct Timed;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, memory = 70))]
struct ByUse;

fn main() {}
