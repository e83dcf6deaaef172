use infra_macros::{cluster, service};

const SIZE: u32 = 0;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs(SIZE), at = "/data"))]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("65537 GB"), at = "/data"))]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("3 GB", io1, iops = 100), at = "/data"))]
struct LowProvisioned;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("16385 GB", io1, iops = 100), at = "/data"))]
struct HighProvisioned;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("124 GB", st1), at = "/data"))]
struct LowDisk;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("1 GB"), at = "/data"))]
struct Lowest;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("16384 GB", gp2), at = "/data"))]
struct Highest;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("125 GB", sc1), at = "/data"))]
struct LowestDisk;

fn main() {}
