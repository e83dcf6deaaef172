use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", scratch, at = "/data"),
    volume("more", scratch, at = "/data"),
)]
struct Twice;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", scratch, at = "/data"),
    volume("more", scratch, at = "/more"),
    container("proxy", image = "envoy:1", mount("data", at = "/srv"), mount("more", at = "/srv")),
)]
struct Mounted;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", scratch, at = "/data"),
    volume("more", scratch, at = "/data/more"),
)]
struct Legal;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", scratch, at = "/data"),
    container("proxy", image = "envoy:1", mount("data", at = "/data")),
)]
struct OnceAContainer;

fn main() {}
