use infra_macros::{cluster, task};

#[cluster]
struct Shop;

#[task(cluster = Shop, image = "rollup:1", timezone = "Europe/Berlin")]
struct Rollup;

fn main() {}
