use infra_macros::{cluster, service};

const ROOT: &str = "/.hidden";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", efs(new, root = "/a/b/c/d/e"), at = "/data"))]
struct Deep;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", efs(new, root = ROOT), at = "/data"))]
struct Constant;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", efs(new, root = "/a/b/c/d"), at = "/data"))]
struct Legal;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", efs("fs-0123456789abcdef0", root = "/a/b/c/d/e"), at = "/data"),
)]
struct Existing;

fn main() {}
