use infra_macros::{cluster, service};

const LONG: u32 = 86_460;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = linear(10, every = "30s"))]
struct Seconds;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = linear(10, every = "25h"))]
struct TooLong;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = linear(10, every = LONG))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = linear(10, every = "0s"))]
struct None;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = linear(100, every = "24h"))]
struct Longest;

fn main() {}
