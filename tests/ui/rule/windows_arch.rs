use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, cpu = 1024, memory = 2048, arch = arm64)]
struct Arm;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, cpu = 1024, memory = 2048, arch = x86_64)]
struct Legal;

#[service(cluster = Shop, image = "nginx:1.29", os = linux, arch = arm64)]
struct Linux;

fn main() {}
