use infra_macros::cluster;

#[cluster(network = new(zones = 7))]
struct Shop;

fn main() {}
