use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = "0.3 vCPU")]
struct Third;

#[service(cluster = Shop, image = "nginx:1.29", cpu = "half")]
struct Word;

#[service(cluster = Shop, image = "nginx:1.29", cpu = "50%")]
struct Percent;

#[service(cluster = Shop, image = "nginx:1.29", cpu = "0.25 vCPU")]
struct Quarter;

#[service(cluster = Shop, image = "nginx:1.29", cpu = "512")]
struct Units;

fn main() {}
