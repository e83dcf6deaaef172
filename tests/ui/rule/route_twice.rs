use infra_macros::{app, cluster, service};

const ALL: &str = "/*";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), route("/*"))]
struct Twice;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), route(ALL))]
struct ByConstant;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, route("/*", host = "api.example.com"), route("/*", host = "api.example.com", priority = 2),
)]
struct Hosted;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, route("/*"), route("/*", host = "api.example.com"), route("/*", method = "POST"),
)]
struct Different;

fn main() {
    let _app = app!("shop": Shop, Twice);
}
