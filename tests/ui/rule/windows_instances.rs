use infra_macros::{cluster, service};

#[cluster(capacity = ec2("c5.large", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "iis:1", os = windows_2022_core, cpu = 1024, memory = 2048)]
struct OnInstances;

#[service(cluster = Shop, image = "iis:1", capacity = fargate, os = windows_2022_core, cpu = 1024, memory = 2048)]
struct Legal;

#[cluster(capacity = ec2("c5.large", 1..=10, ami = "ami-0123456789abcdef0"))]
struct Windows;

#[service(cluster = Windows, image = "iis:1", os = windows_2022_core, cpu = 1024, memory = 2048)]
struct OwnImage;

fn main() {}
