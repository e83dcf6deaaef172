use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("proxy", image = "envoy:1", after(log = start)),
    container("log", image = "fluent-bit:3", after(proxy = start)),
)]
struct Two;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("proxy", image = "envoy:1", after(log = start)),
    container("log", image = "fluent-bit:3", after(setup = start)),
    container("setup", image = "setup:1", after(proxy = start)),
)]
struct Three;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("proxy", image = "envoy:1", after(log = start, setup = start)),
    container("log", image = "fluent-bit:3", after(setup = start)),
    container("setup", image = "setup:1"),
)]
struct Legal;

fn main() {}
