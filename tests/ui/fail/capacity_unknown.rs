use infra_macros::cluster;

#[cluster(capacity = fargte)]
struct Shop;

fn main() {}
