use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", ebs("20 GB"), at = "/data"),
    volume("more", ebs("20 GB"), at = "/more"),
)]
struct Two;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", ebs("20 GB"), at = "/data"),
    volume("more", scratch, at = "/more"),
)]
struct One;

fn main() {}
