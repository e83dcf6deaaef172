use infra_macros::cluster;

#[cluster(load_balancer(listen = [htp(80)]))]
struct Shop;

fn main() {}
