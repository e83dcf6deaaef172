use infra_macros::{cluster, service};

const THROUGHPUT: u32 = 124;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("20 GB", throughput = THROUGHPUT), at = "/data"))]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("20 GB", throughput = 2001), at = "/data"))]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("20 GB", gp2, throughput = 125), at = "/data"))]
struct Needless;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("20 GB", throughput = 125), at = "/data"))]
struct Lowest;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", ebs("20 GB", throughput = 1000), at = "/data"))]
struct Highest;

fn main() {}
