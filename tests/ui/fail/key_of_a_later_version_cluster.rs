use infra_macros::cluster;

#[cluster(insights = on)]
struct Shop;

fn main() {}
