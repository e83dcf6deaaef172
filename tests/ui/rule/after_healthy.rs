use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("proxy", image = "envoy:1"),
    container("log", image = "fluent-bit:3", after(proxy = healthy)),
)]
struct Unchecked;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("proxy", image = "envoy:1", check("CMD /healthy")),
    container("log", image = "fluent-bit:3", after(proxy = healthy)),
)]
struct Legal;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("proxy", image = "envoy:1"),
    container("log", image = "fluent-bit:3", after(proxy = start)),
)]
struct Started;

fn main() {}
