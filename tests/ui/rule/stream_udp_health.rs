use infra_macros::{cluster, service};

const DNS: u16 = 53;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port(53, udp), stream(53, udp))]
struct UdpAlone;

#[service(cluster = Shop, image = "nginx:1.29", port(DNS, udp), stream(DNS, udp))]
struct ByConstant;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port(53, udp), stream(53, udp), waive("stream-udp-health", reason = "it answers TCP on 53 as well"),
)]
struct Waived;

#[service(cluster = Shop, image = "nginx:1.29", port(53, udp), port(8080, name = "health"), stream(53, udp))]
struct WithTcp;

fn main() {}
