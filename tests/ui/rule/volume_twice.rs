use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", scratch, at = "/data"),
    volume("data", scratch, at = "/more"),
)]
struct Twice;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", scratch, at = "/data"),
    volume("data-2", scratch, at = "/more"),
)]
struct Legal;

fn main() {}
