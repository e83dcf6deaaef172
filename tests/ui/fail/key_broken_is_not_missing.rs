use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = "8080", route("/*"))]
struct Web1;

#[service(cluster = Shop, image = "nginx:1.29", port = 80:8080, route("/*"))]
struct Web2;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route = "/*", health("/healthz"))]
struct Web3;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/*"), health(every = 10, timeout = "20s"))]
struct Web4;

fn main() {}
