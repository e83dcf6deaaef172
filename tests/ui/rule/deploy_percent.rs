use infra_macros::{cluster, service};

const FEW: u32 = 99;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = rolling(min = 101, max = 200))]
struct TooMuch;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = rolling(min = 50, max = 99))]
struct TooLittle;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = rolling(min = 50, max = FEW))]
struct ByConstant;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, route("/*"), deploy = rolling(min = 100, max = 101), count = 100,
)]
struct Most;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = rolling(min = 0, max = 100))]
struct Least;

fn main() {}
