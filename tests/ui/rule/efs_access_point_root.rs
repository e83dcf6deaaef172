use infra_macros::{cluster, service};

const ROOT: &str = "/shop";

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", efs("fs-0123456789abcdef0", root = "/shop", access_point = "fsap-0123456789abcdef0"), at = "/data"),
)]
struct Both;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", efs("fs-0123456789abcdef0", root = ROOT, access_point = "fsap-0123456789abcdef0"), at = "/data"),
)]
struct Constant;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", efs("fs-0123456789abcdef0", root = "/", access_point = "fsap-0123456789abcdef0"), at = "/data"),
)]
struct Legal;

fn main() {}
