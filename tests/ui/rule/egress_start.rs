#![deny(deprecated)]

use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", egress = ["10.0.0.0/8:5432"])]
struct Cut;

#[service(cluster = Shop, image = "nginx:1.29", egress = ["10.0.0.0/8:5432", "0.0.0.0/0:443"])]
struct Https;

#[service(cluster = Shop, image = "nginx:1.29", egress = ["10.0.0.0/8"])]
struct Whole;

#[service(
    cluster = Shop, image = "nginx:1.29",
    egress = ["10.0.0.0/8:8443"], waive("egress-start", reason = "the registry listens on 8443"),
)]
struct Waived;

fn main() {}
