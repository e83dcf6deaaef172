#![deny(deprecated)]

use infra_macros::{cluster, task};

const ONCE: &str = "at(2027-01-01T00:00:00)";

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "at(2027-01-01T00:00:00)", until = "2027-12-31T00:00:00")]
struct Until;

#[task(cluster = Shop, image = "nginx:1.29", schedule = ONCE, from = "2026-12-31T00:00:00")]
struct ByConstant;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", until = "2027-12-31T00:00:00")]
struct Often;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "at(2027-01-01T00:00:00)")]
struct Alone;

#[task(
    cluster = Shop, image = "nginx:1.29",
    schedule = "at(2027-01-01T00:00:00)", until = "2027-12-31T00:00:00", waive("schedule-once", reason = "the date is for readers"),
)]
struct Waived;

fn main() {}
