use infra_macros::{cluster, service};

#[cluster(network_balancer(domain = "shop.example.com"))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 853, stream(853, tls, udp))]
struct Both;

#[service(cluster = Shop, image = "nginx:1.29", port = 853, stream(853, tls))]
struct Tls;

#[service(cluster = Shop, image = "nginx:1.29", port(53, udp), port = 8080, stream(53, udp))]
struct Udp;

#[service(cluster = Shop, image = "nginx:1.29", port = 53, stream(53))]
struct Tcp;

fn main() {}
