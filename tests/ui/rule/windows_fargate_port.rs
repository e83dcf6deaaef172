use infra_macros::{cluster, service};

const PORT: u16 = 3150;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, cpu = 1024, memory = 2048, port = 3150)]
struct Taken;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core, cpu = 1024, memory = 2048, port(PORT, udp))]
struct Constant;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    os = windows_2022_core,
    cpu = 1024,
    memory = 2048,
    container("proxy", image = "envoy:1", port = 3150),
)]
struct Sidecar;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    os = windows_2022_core,
    cpu = 1024,
    memory = 2048,
    port = 3150,
    waive("windows-fargate-port", reason = "it is known to work here"),
)]
struct Waived;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    os = windows_2022_core,
    cpu = 1024,
    memory = 2048,
    port = 3149,
    port = 3151,
)]
struct Below;

#[service(cluster = Shop, image = "nginx:1.29", os = linux, port = 3150)]
struct Linux;

fn main() {}
