use infra_macros::cluster;

#[cluster(network = new(), capacity = fargate())]
struct Shop;

fn main() {}
