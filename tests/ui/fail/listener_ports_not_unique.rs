use infra_macros::cluster;

#[cluster(load_balancer(listen = [http(80), http(80)]))]
struct Shop;

fn main() {}
