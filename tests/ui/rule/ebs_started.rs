use infra_macros::{cluster, task};

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "rollup:1", schedule = "rate(1 hour)", volume("data", ebs("20 GB"), at = "/data"))]
struct Scheduled;

#[task(cluster = Shop, image = "rollup:1", on = s3("orders"), volume("data", ebs("20 GB"), at = "/data"))]
struct Event;

#[task(cluster = Shop, image = "rollup:1", volume("data", ebs("20 GB"), at = "/data"))]
struct Run;

#[task(cluster = Shop, image = "rollup:1", schedule = "rate(1 hour)", volume("data", scratch, at = "/data"))]
struct Legal;

fn main() {}
