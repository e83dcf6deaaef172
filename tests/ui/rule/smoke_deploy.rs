use infra_core::prelude::SmokeTest;
use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

fn answers(_: &SmokeTest<'_>) -> Result<(), String> {
    Ok(())
}

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/1"), deploy = rolling, smoke = answers)]
struct Rolling;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/2"), smoke = answers)]
struct ByDefault;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/3"), deploy = blue_green, smoke = answers)]
struct BlueGreen;

fn main() {}
