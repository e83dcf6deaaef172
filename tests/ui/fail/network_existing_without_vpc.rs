use infra_macros::cluster;

#[cluster(network = existing(public = ["subnet-0123456789abcdef0"]))]
struct Shop;

fn main() {}
