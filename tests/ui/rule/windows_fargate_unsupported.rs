use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    os = windows_2022_core,
    cpu = 1024,
    memory = 2048,
    volume("data", efs(new), at = "C:\\data"),
)]
struct Files;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    os = windows_2022_core,
    cpu = 1024,
    memory = 2048,
    logs = firelens(image = "fluent/fluent-bit:3.2"),
)]
struct Router;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, cpu = 1024, memory = 2048, storage = "50 GB")]
struct Storage;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    os = windows_2022_core,
    cpu = 1024,
    memory = 2048,
    storage = "50 GB",
    waive("windows-fargate-unsupported", reason = "it is known to work here"),
)]
struct Waived;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    os = windows_2022_core,
    cpu = 1024,
    memory = 2048,
    volume("data", scratch, at = "C:\\data"),
)]
struct Legal;

fn main() {}
