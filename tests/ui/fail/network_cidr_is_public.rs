use infra_macros::cluster;

#[cluster(network = new(cidr = "8.8.0.0/16"))]
struct Shop;

fn main() {}
