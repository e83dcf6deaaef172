use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    cpu = 512,
    memory = 8192,
    port = 0,
    drain = "2h",
    count = 2,
    scale(1..=4, cpu = 60),
    health("/healthz", every = "5s", timeout = "5s")
)]
struct Web;

fn main() {}
