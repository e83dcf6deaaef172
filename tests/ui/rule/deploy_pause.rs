use infra_macros::{cluster, service};

const LONG: u32 = 1_209_660;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/1"), deploy = blue_green(pause = "30s"))]
struct Seconds;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/2"), deploy = canary(10, pause = "15d"))]
struct TooLong;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/3"), deploy = linear(10, pause = LONG))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/4"), deploy = blue_green(pause = "1m"))]
struct Shortest;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/5"), deploy = blue_green(pause = "14d"))]
struct Longest;

fn main() {}
