use infra_macros::cluster;

#[cluster]
struct Büro;

fn main() {}
