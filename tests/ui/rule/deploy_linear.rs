use infra_macros::{cluster, service};

const MORE: u32 = 101;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = linear(2))]
struct TooLittle;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = linear(101))]
struct TooMuch;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = linear(MORE))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = linear(3))]
struct Least;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = linear(100))]
struct All;

fn main() {}
