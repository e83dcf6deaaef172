use infra_macros::{cluster, service};

const MINUTE: u32 = 60;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), slow_start = "30s", balance = random)]
struct Random;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), slow_start = MINUTE, balance = random)]
struct ByConstant;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, route("/*"), slow_start = "30s", balance = least_outstanding,
)]
struct Outstanding;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), slow_start = "30s")]
struct Robin;

fn main() {}
