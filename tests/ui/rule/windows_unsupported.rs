use infra_macros::{cluster, service};

#[cluster(capacity = ec2("g6.xlarge", 1..=10, ami = "ami-0123456789abcdef0"))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, user = "1000")]
struct User;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, ulimit(nofile = 1024))]
struct Ulimit;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, read_only)]
struct ReadOnly;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, init)]
struct Init;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, privileged)]
struct Privileged;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, gpu = 1)]
struct Gpu;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    os = windows_2022_core,
    container("proxy", image = "envoy:1", user = "app"),
)]
struct Sidecar;

#[service(cluster = Shop, image = "nginx:1.29", os = linux, user = "1000", ulimit(nofile = 1024), read_only, init)]
struct Linux;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core)]
struct Legal;

fn main() {}
