use infra_macros::{cluster, service};

const MANY: u32 = 2_000;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, scale(2..=10, requests = 1_000))]
struct WithoutRoute;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, requests = MANY))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, stream(8080), scale(2..=10, requests = 1_000))]
struct Streamed;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), scale(2..=10, requests = 1_000))]
struct Routed;

fn main() {}
