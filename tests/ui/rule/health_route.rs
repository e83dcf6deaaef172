use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, health("/healthz"))]
struct WithoutRoute;

#[service(cluster = Shop, image = "nginx:1.29", health(codes = "200"))]
struct Flagged;

#[service(cluster = Shop, image = "nginx:1.29", port = 5432, stream(5432), health("/healthz"))]
struct Streamed;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health("/healthz"))]
struct Routed;

fn main() {}
