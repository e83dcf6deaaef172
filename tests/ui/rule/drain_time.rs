use infra_macros::{cluster, service};

const LONG: u32 = 3_601;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", drain = "3601s")]
struct TooLong;

#[service(cluster = Shop, image = "nginx:1.29", drain = LONG)]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", drain = "0s")]
struct None;

#[service(cluster = Shop, image = "nginx:1.29", drain = "1h")]
struct Longest;

fn main() {}
