use infra_macros::{cluster, task};

const DAILY: &str = "rate(1 day)";

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", schedule = "rate(1 day)")]
struct Twice;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", schedule = DAILY)]
struct ByConstant;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", schedule = "cron(0 3 * * ? *)")]
struct Two;

fn main() {}
