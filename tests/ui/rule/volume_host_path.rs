use infra_macros::{cluster, service};

const PATH: &str = "./data";

#[cluster(capacity = ec2("c5.large", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", host("data"), at = "/data"))]
struct Relative;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", host(PATH), at = "/data"))]
struct Constant;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", host(""), at = "/data"))]
struct Empty;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", host("/"), at = "/data"))]
struct Legal;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", host("C:\\data"), at = "/data"))]
struct Windows;

fn main() {}
