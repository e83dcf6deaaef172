use infra_macros::{cluster, service};

const LONG: &str = concat!(
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaa",
);
const LONGEST: &str = concat!(
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaa",
);

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", volume("my.data", scratch, at = "/data"))]
struct Dot;

#[service(cluster = Shop, image = "nginx:1.29", volume("", scratch, at = "/data"))]
struct Empty;

#[service(cluster = Shop, image = "nginx:1.29", volume(LONG, scratch, at = "/data"))]
struct Long;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", scratch, at = "/data"),
    container("proxy", image = "envoy:1", mount("my data", at = "/data")),
)]
struct Mounted;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("_My-data9", scratch, at = "/data"),
    volume(LONGEST, scratch, at = "/more"),
)]
struct Legal;

fn main() {}
