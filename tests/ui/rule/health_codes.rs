use infra_macros::{cluster, service};

const ERROR: &str = "500";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(codes = "200-500"))]
struct TooHigh;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(codes = "199"))]
struct TooLow;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(codes = "404,200"))]
struct Descending;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(codes = "ok"))]
struct NoCode;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(codes = ERROR))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(codes = "200-499"))]
struct All;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(codes = "200-299,404"))]
struct Some;

fn main() {}
