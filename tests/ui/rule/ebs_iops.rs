use infra_macros::{cluster, service};

const IOPS: u32 = 2999;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("20 GB", gp3, iops = IOPS), at = "/data"))]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("20 GB", gp3, iops = 80001), at = "/data"))]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("20 GB", io2), at = "/data"))]
struct Missing;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("20 GB", gp2, iops = 3000), at = "/data"))]
struct Needless;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("20 GB", io1, iops = 99), at = "/data"))]
struct LowProvisioned;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("20 GB", io1, iops = 64001), at = "/data"))]
struct HighProvisioned;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("20 GB", gp3, iops = 3000), at = "/data"))]
struct Lowest;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("20 GB", gp3, iops = 16000), at = "/data"))]
struct Highest;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("20 GB", io2, iops = 256000), at = "/data"))]
struct HighestProvisioned;

fn main() {}
