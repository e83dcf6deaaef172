use infra_macros::cluster;

#[cluster(network = new(cidr = "10.0.0.1/16", zones = 1, nat = two))]
struct Shop;

fn main() {}
