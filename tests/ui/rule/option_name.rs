use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", logs = firelens(options("" = "datadog")))]
struct Empty;

#[service(
    cluster = Shop, image = "nginx:1.29",
    scale(2..=10, metric("Shop", "QueueLength", target = 100, dimensions("" = "orders"))),
)]
struct EmptyDimension;

#[service(
    cluster = Shop, image = "nginx:1.29",
    logs = firelens(options("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" = "datadog")),
)]
struct TooLong;

#[service(
    cluster = Shop, image = "nginx:1.29",
    logs = firelens(options("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" = "datadog")),
)]
struct Longest;

#[service(cluster = Shop, image = "nginx:1.29", logs = firelens(options(Name = "datadog", "net.keepalive" = "true")))]
struct Plain;

fn main() {}
