use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("setup", image = "setup:1"),
    container("log", image = "fluent-bit:3", after(setup = complete)),
)]
struct Complete;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("setup", image = "setup:1", essential = true),
    container("log", image = "fluent-bit:3", after(setup = success)),
)]
struct Success;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("setup", image = "setup:1", essential = false),
    container("log", image = "fluent-bit:3", after(setup = success)),
    container("proxy", image = "envoy:1", after(setup = complete)),
)]
struct Legal;

fn main() {}
