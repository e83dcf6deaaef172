use infra_macros::{cluster, service};

const NONE: u32 = 0;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), scale(2..=10, requests = 0))]
struct Nothing;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), scale(2..=10, requests = NONE))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), scale(2..=10, requests = 1))]
struct Least;

fn main() {}
