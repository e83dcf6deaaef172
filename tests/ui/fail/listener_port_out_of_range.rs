use infra_macros::cluster;

#[cluster(load_balancer(listen = [http(0), http(65536)]))]
struct Shop;

fn main() {}
