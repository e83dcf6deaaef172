use infra_macros::cluster;

#[cluster(load_balancer(listen = [http(80, redirect = 8443), http(8080)]))]
struct Shop;

fn main() {}
