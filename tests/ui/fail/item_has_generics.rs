use infra_macros::cluster;

#[cluster]
struct Shop<T>;

fn main() {}
