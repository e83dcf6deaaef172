use infra_core::prelude::SmokeTest;
use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

fn answers(_: &SmokeTest<'_>) -> Result<(), String> {
    Ok(())
}

#[service(cluster = Shop, image = "nginx:1.29", port = 5432, stream(5432), deploy = blue_green, smoke = answers)]
struct Streamed;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = canary(10), smoke = answers)]
struct Routed;

fn main() {}
