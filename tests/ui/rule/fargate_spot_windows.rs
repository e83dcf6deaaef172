use infra_macros::{cluster, service};

#[cluster(capacity = [fargate(base = 1), fargate_spot(weight = 3)])]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, cpu = 1024, memory = 2048)]
struct Strategy;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    capacity = fargate_spot,
    os = windows_2022_core,
    cpu = 1024,
    memory = 2048,
)]
struct Spot;

#[service(cluster = Shop, image = "nginx:1.29", os = linux)]
struct Linux;

#[service(cluster = Shop, image = "nginx:1.29", capacity = fargate, os = windows_2022_core, cpu = 1024, memory = 2048)]
struct OnDemand;

fn main() {}
