use infra_macros::{cluster, service};

const TARGET: &str = "";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = dockerfile("Dockerfile", target = "run time"))]
struct Space;

#[service(cluster = Shop, image = dockerfile("Dockerfile", target = "_runtime"))]
struct First;

#[service(cluster = Shop, image = dockerfile("Dockerfile", target = TARGET))]
struct Empty;

#[service(cluster = Shop, image = dockerfile("Dockerfile", target = "Run-time_1.0"))]
struct Named;

#[service(cluster = Shop, image = dockerfile("Dockerfile", target = "0"))]
struct Numbered;

fn main() {}
