use infra_macros::cluster;

#[cluster]
struct Shop<const ZONES: usize>;

fn main() {}
