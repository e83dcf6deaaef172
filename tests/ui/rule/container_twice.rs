use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("proxy", image = "envoy:1"),
    container("proxy", image = "nginx:1.29"),
)]
struct Twice;

#[service(cluster = Shop, image = "nginx:1.29", container("main", image = "envoy:1"))]
struct Main;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("proxy", image = "envoy:1"),
    container("proxy", image = "nginx:1.29"),
    waive("container-twice", reason = "it is known to work here"),
)]
struct Waived;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("waived-main", image = "envoy:1"),
    waive("container-twice", reason = "it is known to work here"),
)]
struct WaivedMain;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("proxy", image = "envoy:1"),
    container("proxy-2", image = "envoy:1"),
)]
struct Legal;

fn main() {}
