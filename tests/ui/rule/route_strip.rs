use infra_macros::{cluster, service};

const ALL: &str = "/api";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/api", strip))]
struct Whole;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route(ALL, strip))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*/api/*", strip))]
struct Inner;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", strip))]
struct Everything;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/api/*", strip))]
struct Prefix;

fn main() {}
