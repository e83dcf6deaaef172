use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[cluster(capacity = ec2("c5.large", 1..=10))]
struct Fleet;

#[service(cluster = Shop, image = "nginx:1.29", privileged)]
struct Privileged;

#[service(cluster = Shop, image = "nginx:1.29", gpu = 1)]
struct Gpu;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", host("/srv"), at = "/data"))]
struct Host;

#[service(cluster = Shop, image = "nginx:1.29", container("proxy", image = "envoy:1", privileged))]
struct Sidecar;

#[service(cluster = Shop, image = "nginx:1.29", os = linux, port = 80, gpu = 1)]
struct Behind;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", scratch, at = "/data"))]
struct Legal;

#[service(cluster = Fleet, image = "nginx:1.29", privileged, volume("data", host("/srv"), at = "/data"))]
struct OnInstances;

#[service(cluster = Fleet, image = "nginx:1.29", port = 80, privileged, stage(prod, capacity = fargate))]
struct InAStage;

fn main() {}
