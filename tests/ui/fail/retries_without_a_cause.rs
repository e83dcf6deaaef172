use infra_macros::{cluster, task};

#[cluster]
struct Shop;

#[task(cluster = Shop, image = "rollup:1", retries = 3)]
struct Rollup;

fn main() {}
