use infra_core::prelude::*;
use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/1"), deploy = blue_green, smoke = without_result)]
struct Web;

fn without_result(_: &SmokeTest<'_>) {}

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/2"), deploy = blue_green, smoke = without_test)]
struct Api;

fn without_test() -> Result<(), String> {
    Ok(())
}

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/3"), deploy = blue_green, smoke = Shop)]
struct Worker;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/4"), deploy = blue_green, smoke = "curl")]
struct Text;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/5"), deploy = blue_green, smoke = missing)]
struct Lost;

fn main() {}
