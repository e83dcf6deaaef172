use infra_macros::{cluster, service};

const POINT: &str = "fsap-0123456";

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", efs("fs-0123456789abcdef0", access_point = "ap-0123456789abcdef0"), at = "/data"),
)]
struct Prefix;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", efs("fs-0123456789abcdef0", access_point = POINT), at = "/data"),
)]
struct Short;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", efs("fs-0123456789abcdef0", access_point = "fsap-0123456789"), at = "/data"),
    waive("efs-access-point", reason = "it is known to work here"),
)]
struct Waived;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", efs("fs-0123456789abcdef0", access_point = "fsap-0123456789abcdef0"), at = "/data"),
)]
struct Legal;

fn main() {}
