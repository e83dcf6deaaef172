use infra_macros::{cluster, service};

const BLOCK: &str = "10.0.0.0/33";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", source = "203.0.113.7"))]
struct Address;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", source = ["10.0.0.0/8", "vpn.example.com/32"]))]
struct Name;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", source = BLOCK))]
struct Length;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", source = ["0.0.0.0/0", "203.0.113.7/32"]))]
struct Legal;

fn main() {}
