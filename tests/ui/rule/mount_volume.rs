use infra_macros::{cluster, service};

const VOLUME: &str = "more";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", container("proxy", image = "envoy:1", mount("data", at = "/data")))]
struct Unknown;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", scratch, at = "/data"),
    container("proxy", image = "envoy:1", mount(VOLUME, at = "/data")),
)]
struct Constant;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", scratch, at = "/data"),
    container("proxy", image = "envoy:1", mount("data", at = "/data", read_only)),
)]
struct Legal;

fn main() {}
