use infra_macros::{cluster, service};

const LOW: u32 = 50_001;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", priority = 0))]
struct TooHigh;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", priority = 50_001))]
struct TooLow;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", priority = LOW))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", priority = 1))]
struct First;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", priority = 50_000))]
struct Last;

fn main() {}
