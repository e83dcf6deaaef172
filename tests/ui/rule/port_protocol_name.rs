use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port(80, protocol = http2))]
struct Nameless;

#[service(cluster = Shop, image = "nginx:1.29", container("proxy", image = "envoy:1", port(81, protocol = grpc)))]
struct Sidecar;

#[service(cluster = Shop, image = "nginx:1.29", port(80, name = "http", protocol = http2))]
struct Legal;

fn main() {}
