use infra_macros::{cluster, service, task};

const MORE: &str = "rate(1 minutes)";

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "every day")]
struct Plain;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "cron(0 3 * * *)")]
struct Cron;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "cron(60 3 * * ? *)")]
struct Field;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "at(2027-02-29T00:00:00)")]
struct Day;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(0 minutes)")]
struct Zero;

#[task(cluster = Shop, image = "nginx:1.29", schedule = MORE)]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, cpu = 60, at("cron(0 7 * * * *)", 4..=20)))]
struct Scaled;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 minute)")]
struct Rate;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "cron(59 23 L * ? *)")]
struct LastMinute;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "at(2028-02-29T23:59:59)")]
struct Once;

fn main() {}
