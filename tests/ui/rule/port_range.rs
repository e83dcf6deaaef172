use infra_macros::{cluster, service};

const PORT: u16 = 0;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 0)]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", port = 65536)]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", port(PORT, name = "http"))]
struct Constant;

#[service(cluster = Shop, image = "nginx:1.29", container("proxy", image = "envoy:1", port = 0))]
struct Sidecar;

#[service(cluster = Shop, image = "nginx:1.29", port = 1)]
struct Lowest;

#[service(cluster = Shop, image = "nginx:1.29", port = 65535)]
struct Highest;

fn main() {}
