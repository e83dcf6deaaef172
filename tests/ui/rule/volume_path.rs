use infra_macros::{cluster, service};

const PATH: &str = "./data";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", scratch, at = "data"))]
struct Relative;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", scratch, at = PATH))]
struct Constant;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", scratch, at = "/"))]
struct Root;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", scratch, at = "/data"),
    container("proxy", image = "envoy:1", mount("data", at = "data")),
)]
struct Mounted;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", scratch, at = "/d"))]
struct Legal;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", scratch, at = "C:\\data"))]
struct Windows;

fn main() {}
