use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", efs(new, access_point = "fsap-0123456789abcdef0"), at = "/data"),
)]
struct Foreign;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", efs("fs-0123456789abcdef0", access_point = "fsap-0123456789abcdef0"), at = "/data"),
)]
struct Legal;

fn main() {}
