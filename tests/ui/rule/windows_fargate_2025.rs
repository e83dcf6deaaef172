#![deny(deprecated)]

use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[cluster(capacity = ec2("c5.large", 1..=10, ami = "ami-0123456789abcdef0"))]
struct Fleet;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2025_core, cpu = 1024, memory = 2048)]
struct Core;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2025_full, cpu = 1024, memory = 2048)]
struct Full;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    os = windows_2025_core,
    cpu = 1024,
    memory = 2048,
    waive("windows-fargate-2025", reason = "it is known to work here"),
)]
struct Waived;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_full, cpu = 1024, memory = 2048)]
struct Legal;

#[service(cluster = Fleet, image = "iis:1", os = windows_2025_core)]
struct OnInstances;

fn main() {}
