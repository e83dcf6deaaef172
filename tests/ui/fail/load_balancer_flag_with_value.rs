use infra_macros::cluster;

#[cluster(load_balancer(internal = true))]
struct Shop;

fn main() {}
