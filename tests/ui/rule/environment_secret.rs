use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", env(KEY = "1"), secret(KEY = "ssm:/key"))]
struct Both;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    container("proxy", image = "envoy:1", env(KEY = "1"), secret(KEY = "ssm:/key")),
)]
struct Sidecar;

#[service(cluster = Shop, image = "nginx:1.29", env(KEY = "1"), secret(KEY_2 = "ssm:/key"))]
struct Legal;

fn main() {}
