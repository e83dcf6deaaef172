use infra_macros::cluster;

#[cluster(capacity = managed(spot))]
struct Shop;

fn main() {}
