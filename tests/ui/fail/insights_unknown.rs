use infra_macros::cluster;

#[cluster(insights = enhancd)]
struct Shop;

fn main() {}
