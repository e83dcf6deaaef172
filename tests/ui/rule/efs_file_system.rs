use infra_macros::{cluster, service};

const FILES: &str = "fs-0123456";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", efs("0123456789abcdef0"), at = "/data"))]
struct Prefix;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", efs(FILES), at = "/data"))]
struct Short;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", efs("fs-0123456789ABCDEF0"), at = "/data"))]
struct Capital;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", efs("fs-0123456789"), at = "/data"),
    waive("efs-file-system", reason = "it is known to work here"),
)]
struct Waived;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", efs("fs-01234567"), at = "/data"))]
struct Old;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", efs("fs-0123456789abcdef0"), at = "/data"))]
struct Legal;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", efs(new), at = "/data"))]
struct New;

fn main() {}
