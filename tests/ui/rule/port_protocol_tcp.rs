use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port(80, name = "http", protocol = http, udp))]
struct Udp;

#[service(cluster = Shop, image = "nginx:1.29", port(80, name = "http", protocol = grpc, udp))]
struct Grpc;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    port(80, name = "http", protocol = http, udp),
    waive("port-protocol-tcp", reason = "it is known to work here"),
)]
struct Waived;

#[service(cluster = Shop, image = "nginx:1.29", port(80, name = "http", protocol = http), port(53, name = "dns", udp))]
struct Legal;

fn main() {}
