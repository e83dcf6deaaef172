#![deny(deprecated)]

use infra_macros::{cluster, service};

const SIZE: u32 = 16_385;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs(SIZE), at = "/data"))]
struct Size;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("65536 GB"), at = "/data"))]
struct HighestSize;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("20 GB", iops = 16001), at = "/data"))]
struct Iops;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("20 GB", throughput = 1001), at = "/data"))]
struct Throughput;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", ebs("16385 GB"), at = "/data"),
    waive("ebs-disputed", reason = "it is known to work here"),
)]
struct Waived;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    volume("data", ebs("16384 GB", iops = 16000, throughput = 1000), at = "/data"),
)]
struct Legal;

fn main() {}
