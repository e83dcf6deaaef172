use infra_macros::{cluster, task};

const DAY: &str = "2027-02-29T00:00:00";

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", from = "2027-01-01")]
struct Date;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", until = "2027-01-01T00:00:00Z")]
struct Zone;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", from = DAY)]
struct ByConstant;

#[task(
    cluster = Shop, image = "nginx:1.29",
    schedule = "rate(1 day)", from = "2028-02-29T00:00:00", until = "2028-12-31T23:59:59",
)]
struct Whole;

fn main() {}
