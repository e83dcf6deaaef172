use infra_macros::{cluster, service};

const LONG: u32 = 3_601;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/1"), drain = "3601s")]
struct TooLong;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/2"), drain = LONG)]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/3"), drain = "0s")]
struct None;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/4"), drain = "1h")]
struct Longest;

fn main() {}
