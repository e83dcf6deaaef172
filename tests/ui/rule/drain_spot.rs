#![deny(deprecated)]

use infra_macros::{cluster, service};

#[cluster(capacity = [fargate(base = 1), fargate_spot(weight = 3)])]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/1"), drain = "91s")]
struct TooLong;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/2"), drain = "61s", stop = "60s")]
struct StopTooLong;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/3"), drain = "90s")]
struct Longest;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/4"), capacity = fargate, drain = "1h")]
struct OnDemand;

#[service(
    cluster = Shop, image = "nginx:1.29", port = 80, route("/5"),
    drain = "1h", waive("drain-spot", reason = "a lost request is sent again"),
)]
struct Waived;

fn main() {}
