use infra_macros::cluster;

#[cluster(capacity = [])]
struct Shop;

fn main() {}
