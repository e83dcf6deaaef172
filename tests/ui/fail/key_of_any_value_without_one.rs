use infra_macros::{cluster, service, task};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", volume(name = "data", source = scratch, at = "/data"))]
struct Web1;

#[service(cluster = Shop, image = "nginx:1.29", container(name = "proxy", image = "envoyproxy/envoy:v1.31.0"))]
struct Web2;

#[service(cluster = Shop, image = cargo(bin = "web"))]
struct Web3;

#[task(cluster = Shop, image = "rollup:1", on = s3(bucket = "orders"))]
struct Rollup;

fn main() {}
