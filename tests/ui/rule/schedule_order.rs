use infra_macros::{cluster, task};

const END: &str = "2027-01-01T00:00:00";

#[cluster(capacity = fargate)]
struct Shop;

#[task(
    cluster = Shop, image = "nginx:1.29",
    schedule = "rate(1 day)", from = "2027-01-01T00:00:00", until = "2027-01-01T00:00:00",
)]
struct Same;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", from = "2027-06-01T00:00:00", until = END)]
struct ByConstant;

#[task(
    cluster = Shop, image = "nginx:1.29",
    schedule = "rate(1 day)", from = "2027-01-01T00:00:00", until = "2027-01-01T00:00:00", waive("schedule-order", reason = "it shall never run"),
)]
struct Waived;

#[task(
    cluster = Shop, image = "nginx:1.29",
    schedule = "rate(1 day)", from = "2027-01-01T00:00:00", until = "2027-01-01T00:00:01",
)]
struct Ordered;

fn main() {}
