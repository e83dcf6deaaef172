use infra_macros::{cluster, task};

const LONG: u32 = 31_536_001;

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", timeout = "0s")]
struct None;

#[task(cluster = Shop, image = "nginx:1.29", timeout = "366d")]
struct TooLong;

#[task(cluster = Shop, image = "nginx:1.29", timeout = LONG)]
struct ByConstant;

#[task(cluster = Shop, image = "nginx:1.29", timeout = "1s")]
struct Shortest;

#[task(cluster = Shop, image = "nginx:1.29", timeout = "365d")]
struct Longest;

fn main() {}
