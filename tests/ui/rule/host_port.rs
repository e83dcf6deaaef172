use infra_macros::{cluster, service};

const HOST: u16 = 51678;

#[cluster(capacity = ec2("c5.large", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge, port(80, host = 65536))]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge, port(80, host = 22))]
struct Ssh;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge, port(80, host = HOST))]
struct Agent;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge, port(80, host = 0))]
struct Any;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge, port(80, host = 21), port(81, host = 23))]
struct Legal;

fn main() {}
