use infra_macros::{cluster, service};

const LONG: u32 = 901;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), slow_start = "29s")]
struct TooShort;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), slow_start = "901s")]
struct TooLong;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), slow_start = LONG)]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), slow_start = "0s")]
struct None;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), slow_start = "30s")]
struct Shortest;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), slow_start = "15m")]
struct Longest;

fn main() {}
