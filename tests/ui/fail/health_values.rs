use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/*"), health("healthz", codes = "600", every = "1s", timeout = "300s", healthy = 1, unhealthy = 11, grace = "x"))]
struct Web;

fn main() {}
