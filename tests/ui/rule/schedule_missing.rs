use infra_macros::{cluster, task};

const ZONE: &str = "Europe/Berlin";

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", timezone = ZONE)]
struct Zone;

#[task(cluster = Shop, image = "nginx:1.29", on = s3("shop-orders"), paused)]
struct Paused;

#[task(cluster = Shop, image = "nginx:1.29", retries = 3)]
struct Retries;

#[task(cluster = Shop, image = "nginx:1.29", dead_letter)]
struct Letters;

#[task(cluster = Shop, image = "nginx:1.29", on = s3("shop-orders"), retries = 3, dead_letter)]
struct OnEvent;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", timezone = "Europe/Berlin", paused)]
struct Scheduled;

fn main() {}
