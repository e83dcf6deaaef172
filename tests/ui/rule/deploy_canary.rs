use infra_macros::{cluster, service};

const MORE: u32 = 101;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = canary(0))]
struct None;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = canary(101))]
struct TooMuch;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = canary(MORE))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = canary(1))]
struct Least;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = canary(100))]
struct All;

fn main() {}
