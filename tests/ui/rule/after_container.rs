use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("proxy", image = "envoy:1"),
    container("log", image = "fluent-bit:3", after(setup = start)),
)]
struct Unknown;

#[service(cluster = Shop, image = "nginx:1.29", container("log", image = "fluent-bit:3", after(main = start)))]
struct Main;

#[service(cluster = Shop, image = "nginx:1.29", container("log", image = "fluent-bit:3", after(log = start)))]
struct Itself;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("proxy", image = "envoy:1", after(log = start)),
    container("log", image = "fluent-bit:3"),
)]
struct Legal;

fn main() {}
