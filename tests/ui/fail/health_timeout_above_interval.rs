use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/*"), health("/healthz", every = "5s", timeout = "10s"))]
struct Web;

fn main() {}
