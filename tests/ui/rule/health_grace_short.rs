#![deny(deprecated)]

use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(grace = "19s"))]
struct TooShort;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(every = "20s"))]
struct Rare;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(grace = "20s"))]
struct Shortest;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, route("/*"), health(grace = "0s"), waive("health-grace-short", reason = "it is healthy at once"),
)]
struct Waived;

fn main() {}
