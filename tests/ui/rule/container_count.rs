use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("side-1", image = "envoy:1"),
    container("side-2", image = "envoy:1"),
    container("side-3", image = "envoy:1"),
    container("side-4", image = "envoy:1"),
    container("side-5", image = "envoy:1"),
    container("side-6", image = "envoy:1"),
    container("side-7", image = "envoy:1"),
    container("side-8", image = "envoy:1"),
    container("side-9", image = "envoy:1"),
    container("side-10", image = "envoy:1"),
)]
struct Eleven;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("side-1", image = "envoy:1"),
    container("side-2", image = "envoy:1"),
    container("side-3", image = "envoy:1"),
    container("side-4", image = "envoy:1"),
    container("side-5", image = "envoy:1"),
    container("side-6", image = "envoy:1"),
    container("side-7", image = "envoy:1"),
    container("side-8", image = "envoy:1"),
    container("side-9", image = "envoy:1"),
    container("side-10", image = "envoy:1"),
    waive("container-count", reason = "it is known to work here"),
)]
struct Waived;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("side-1", image = "envoy:1"),
    container("side-2", image = "envoy:1"),
    container("side-3", image = "envoy:1"),
    container("side-4", image = "envoy:1"),
    container("side-5", image = "envoy:1"),
    container("side-6", image = "envoy:1"),
    container("side-7", image = "envoy:1"),
    container("side-8", image = "envoy:1"),
    container("side-9", image = "envoy:1"),
)]
struct Ten;

fn main() {}
