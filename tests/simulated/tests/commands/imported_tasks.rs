//! Imported from account 111122223333, eu-central-1.

use infra_aws::prelude::*;

/// Cluster shop-dev-shop.
#[cluster(
    capacity = fargate,
    network = existing(vpc = "vpc-00000000000000000", public = ["subnet-00000000000000001", "subnet-00000000000000002"]),
)]
struct Shop;

/// Task shop-dev-report in cluster shop-dev-shop.
#[task(
    cluster = Shop,
    image = "report:1",
    cpu = 512,
    memory = 1024,
    env(KIND = "daily"),
    schedule = "cron(0 3 * * ? *)",
    schedule = "rate(1 hour)",
    timezone = "Europe/Berlin",
    flexible = "900s",
    retries = 3,
)]
struct Report;

/// Everything that was imported. Its stages get resources of their own: what stands stays as it is.
pub const APP: App = app!("imported": Shop, Report);
