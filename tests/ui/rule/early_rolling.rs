use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/1"), deploy = blue_green, early(percent = 100))]
struct Early;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/2"), deploy = rolling, early(percent = 100))]
struct Rolling;

fn main() {}
