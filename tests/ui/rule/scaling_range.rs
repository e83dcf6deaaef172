use infra_macros::{cluster, service};

const MOST: u32 = 3;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", scale(5..=2, cpu = 60))]
struct Reversed;

#[service(cluster = Shop, image = "nginx:1.29", scale(3..=3, cpu = 60))]
struct OneNumber;

#[service(cluster = Shop, image = "nginx:1.29", scale(4..=MOST, cpu = 60))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, cpu = 60, at("cron(0 22 * * ? *)", 2..=1)))]
struct AtNight;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=3, cpu = 60))]
struct Narrow;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, cpu = 60, at("cron(0 22 * * ? *)", 1..=1)))]
struct OneAtNight;

fn main() {}
