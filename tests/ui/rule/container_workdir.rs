use infra_macros::{cluster, service};

const RELATIVE: &str = "./srv";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", workdir = "srv")]
struct Word;

#[service(cluster = Shop, image = "nginx:1.29", workdir = RELATIVE)]
struct Constant;

#[service(cluster = Shop, image = "nginx:1.29", workdir = "")]
struct Empty;

#[service(cluster = Shop, image = "nginx:1.29", workdir = "/")]
struct Root;

#[service(cluster = Shop, image = "nginx:1.29", workdir = "C:\\app")]
struct Windows;

fn main() {}
