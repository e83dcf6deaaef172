use infra_macros::{cluster, task};

const MORE: u32 = 101;

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", fan_out(max = 100, tolerate = 101))]
struct TooMuch;

#[task(cluster = Shop, image = "nginx:1.29", fan_out(max = 100, tolerate = MORE))]
struct ByConstant;

#[task(cluster = Shop, image = "nginx:1.29", fan_out(max = 100, tolerate = 0))]
struct None;

#[task(cluster = Shop, image = "nginx:1.29", fan_out(max = 100, tolerate = 100))]
struct All;

fn main() {}
