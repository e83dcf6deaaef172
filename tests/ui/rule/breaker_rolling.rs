use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/1"), deploy = linear(10), breaker(failures = 3))]
struct Counted;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/2"), deploy = rolling, breaker(failures = 3))]
struct Rolling;

fn main() {}
