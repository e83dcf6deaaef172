use infra_macros::{cluster, service};

const LONG: u32 = 604_801;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), sticky = "0s")]
struct None;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), sticky = "8d")]
struct TooLong;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), sticky = LONG)]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), sticky = "1s")]
struct Shortest;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), sticky = "7d")]
struct Longest;

fn main() {}
