use infra_macros::{cluster, service};

const PERCENT: u32 = 10;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/1"), deploy = linear(3, every = "1h"))]
struct Long;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/2"), deploy = linear(PERCENT, every = "4h", bake = "1h"))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/3"), deploy = linear(10, every = "3h", bake = "3h"))]
struct Longest;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/4"), deploy = linear(100, every = "24h", bake = "9h"))]
struct OneStep;

fn main() {}
