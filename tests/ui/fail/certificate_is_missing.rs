use infra_macros::cluster;

#[cluster(load_balancer(listen = [http(80, redirect = 443), https(443)]))]
struct Shop;

fn main() {}
