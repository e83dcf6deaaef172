use infra_macros::{cluster, service};

const RARE: u32 = 301;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(every = "4s", timeout = "3s"))]
struct TooOften;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(every = "301s", grace = "1h"))]
struct TooRare;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(every = RARE, grace = "1h"))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(every = "5s", timeout = "4s"))]
struct Often;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(every = "300s", grace = "1h"))]
struct Rare;

fn main() {}
