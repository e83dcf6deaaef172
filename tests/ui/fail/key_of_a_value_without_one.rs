use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route(path = "/*"), health(path = "/"))]
struct Web1;

#[service(cluster = Shop, image = "nginx:1.29", scale(min = 1, max = 4, cpu = 60))]
struct Web2;

#[service(cluster = Shop, image = "nginx:1.29", allow(action = "s3:GetObject", on = "*"))]
struct Web3;

#[service(cluster = Shop, image = "nginx:1.29", logs(30))]
struct Web4;

fn main() {}
