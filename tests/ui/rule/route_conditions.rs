use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, route("/*", host = "shop.example.com", method = ["GET", "HEAD"], header("X-Version", "2"), query("a", "b")),
)]
struct Six;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, route("/*", host = "shop.example.com", method = ["GET", "HEAD"], header("X-Version", "2")),
)]
struct Five;

fn main() {}
