use infra_macros::{cluster, task};

const MANY: u32 = 10_001;

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", fan_out(max = 0))]
struct None;

#[task(cluster = Shop, image = "nginx:1.29", fan_out(max = 10_001))]
struct TooMany;

#[task(cluster = Shop, image = "nginx:1.29", fan_out(max = MANY))]
struct ByConstant;

#[task(cluster = Shop, image = "nginx:1.29", fan_out(max = 1))]
struct One;

#[task(cluster = Shop, image = "nginx:1.29", fan_out(max = 10_000))]
struct Most;

fn main() {}
