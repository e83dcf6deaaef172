use infra_macros::{cluster, service};

const UNDERSCORE: &str = "my_shop.example.com";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", host = "localhost"))]
struct WithoutDot;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", host = "example.*"))]
struct WithoutDomain;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", host = UNDERSCORE))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", host = "*.example.com"))]
struct Wildcard;

fn main() {}
