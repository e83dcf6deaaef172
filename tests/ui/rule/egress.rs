use infra_macros::{cluster, service};

const TARGET: &str = "10.0.0.0/8:65536";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", egress = ["example.com:443"])]
struct Name;

#[service(cluster = Shop, image = "nginx:1.29", egress = ["10.0.0.0/33"])]
struct Length;

#[service(cluster = Shop, image = "nginx:1.29", egress = ["10.0.0.256/32"])]
struct Address;

#[service(cluster = Shop, image = "nginx:1.29", egress = ["10.0.0.0/8:0"])]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", egress = [TARGET, "0.0.0.0/0:443"])]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", egress = ["0.0.0.0/0", "255.255.255.255/32:1", "10.0.0.0/8:65535"])]
struct Legal;

fn main() {}
