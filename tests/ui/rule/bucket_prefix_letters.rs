#![deny(deprecated)]

use infra_macros::{cluster, task};

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", on = s3("shop-orders", prefix = "new/*"))]
struct Star;

#[task(cluster = Shop, image = "nginx:1.29", on = s3("shop-orders", prefix = "/new"))]
struct Slash;

#[task(cluster = Shop, image = "nginx:1.29", on = s3("shop-orders", prefix = "new/"))]
struct Plain;

#[task(
    cluster = Shop, image = "nginx:1.29",
    on = s3("shop-orders", prefix = "/new"), waive("bucket-prefix-letters", reason = "the keys begin so"),
)]
struct Waived;

fn main() {}
