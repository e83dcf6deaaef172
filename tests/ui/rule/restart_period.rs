use infra_macros::{cluster, service};

const AFTER: u32 = 1801;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", restart(after = "59s"))]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", restart(after = AFTER))]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", restart(after = "60s"))]
struct Lowest;

#[service(cluster = Shop, image = "nginx:1.29", restart(after = "1800s"))]
struct Highest;

fn main() {}
