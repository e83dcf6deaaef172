use infra_macros::{cluster, service};

const DNS: u16 = 5353;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, stream(53, udp))]
struct DatagramsToTcp;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, port(DNS, udp), stream(53, to = DNS))]
struct ConnectionsToUdp;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, port(DNS, udp), stream(53, udp, to = DNS), stream(80))]
struct EachToItsOwn;

fn main() {}
