use infra_macros::{cluster, task};

const MANY: u32 = 186;

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", retries = 186)]
struct TooMany;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", retries = MANY)]
struct ByConstant;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", retries = 185)]
struct Most;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", retries = 0)]
struct None;

fn main() {}
