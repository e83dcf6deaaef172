use infra_macros::{cluster, service};

const LONG: u32 = 121;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(timeout = "1s"))]
struct TooShort;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, route("/*"), health(every = "200s", timeout = "121s", grace = "1h"),
)]
struct TooLong;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, route("/*"), health(every = "200s", timeout = LONG, grace = "1h"),
)]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(every = "10s", timeout = "10s"))]
struct AsInterval;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(timeout = "10s"))]
struct AboveDefault;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(timeout = "2s"))]
struct Shortest;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, route("/*"), health(every = "121s", timeout = "120s", grace = "1h"),
)]
struct Longest;

fn main() {}
