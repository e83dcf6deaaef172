#![deny(deprecated)]

use infra_macros::{cluster, task};

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(15 minutes)", flexible = "15m")]
struct AsLong;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(15 minutes)", flexible = "14m")]
struct Shorter;

#[task(
    cluster = Shop, image = "nginx:1.29",
    schedule = "rate(15 minutes)", flexible = "15m", waive("schedule-flexible-long", reason = "runs may overlap"),
)]
struct Waived;

fn main() {}
