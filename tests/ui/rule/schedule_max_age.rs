use infra_macros::{cluster, task};

const OLD: u32 = 86_401;

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", max_age = "59s")]
struct TooYoung;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", max_age = "86401s")]
struct TooOld;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", max_age = OLD)]
struct ByConstant;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", max_age = "60s")]
struct Youngest;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", max_age = "24h")]
struct Oldest;

fn main() {}
