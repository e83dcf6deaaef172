use infra_macros::{cluster, service};

const CPU: u32 = 8192;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core)]
struct Default;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, cpu = 512, memory = 1024)]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, cpu = CPU, memory = 16384)]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, cpu = 1024, memory = 2048)]
struct Lowest;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, cpu = 4096, memory = 8192)]
struct Highest;

fn main() {}
