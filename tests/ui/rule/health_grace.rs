use infra_macros::{cluster, service};

const LONG: u32 = 2_147_483_648;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(grace = "2147483648s"))]
struct TooLong;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(grace = LONG))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(grace = "2147483647s"))]
struct Longest;

fn main() {}
