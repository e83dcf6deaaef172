use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port(80, name = "http"), port(81, name = "http"))]
struct Twice;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    port(80, name = "http"),
    container("proxy", image = "envoy:1", port(81, name = "http")),
)]
struct Sidecar;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    port(80, name = "http"),
    port(80, name = "http"),
    waive("port-twice", reason = "it is known to work here"),
)]
struct BehindAWaiver;

#[service(cluster = Shop, image = "nginx:1.29", port(80, name = "http"), port(81, name = "http-2"))]
struct Legal;

fn main() {}
