use infra_macros::{cluster, service};

const MANY: u32 = 11;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(healthy = 1))]
struct TooFew;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(unhealthy = 11))]
struct TooMany;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(healthy = MANY, grace = "1h"))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(healthy = 2, unhealthy = 2))]
struct Fewest;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, route("/*"), health(healthy = 10, unhealthy = 10, grace = "100s"),
)]
struct Most;

fn main() {}
