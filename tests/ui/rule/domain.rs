use infra_macros::cluster;

const CAPITAL: &str = "Shop.example.com";

#[cluster(load_balancer(domain = "localhost"))]
struct WithoutDot;

#[cluster(load_balancer(domain = "10.0.0.1"))]
struct WithoutTopLevel;

#[cluster(load_balancer(domain = CAPITAL))]
struct ByConstant;

#[cluster(network_balancer(domain = "shop..example.com"))]
struct EmptyLabel;

#[cluster(load_balancer(domain = "shop.example.com"))]
struct Plain;

#[cluster(load_balancer(domain = "*.example.com"))]
struct Wildcard;

fn main() {}
