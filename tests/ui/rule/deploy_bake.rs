use infra_macros::{cluster, service};

const LONG: u32 = 86_460;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = blue_green(bake = "90s"))]
struct Seconds;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = canary(10, bake = "25h"))]
struct TooLong;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = blue_green(bake = LONG))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = blue_green(bake = "0s"))]
struct None;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = canary(10, bake = "24h"))]
struct Longest;

fn main() {}
