use infra_macros::cluster;

#[cluster(load_balancer(listen = [https(443)], certificate = "my-certificate"))]
struct Shop;

fn main() {}
