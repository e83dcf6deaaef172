use infra_macros::cluster;

#[cluster(load_balancer(domain = "shop.example.com"), network_balancer(domain = "shop.example.com"))]
struct Same;

#[cluster(load_balancer(domain = "shop.example.com"), network_balancer(domain = "db.example.com"))]
struct Apart;

fn main() {}
