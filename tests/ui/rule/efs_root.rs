use infra_macros::{cluster, service};

const ROOT: &str = "./shop";

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", efs("fs-0123456789abcdef0", root = "shop"), at = "/data"),
)]
struct Relative;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", efs("fs-0123456789abcdef0", root = ROOT), at = "/data"))]
struct Constant;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", efs("fs-0123456789abcdef0", root = "/"), at = "/data"))]
struct Legal;

fn main() {}
