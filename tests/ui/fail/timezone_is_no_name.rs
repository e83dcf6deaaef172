use infra_macros::{cluster, task};

#[cluster]
struct Shop;

#[task(cluster = Shop, image = "rollup:1", schedule = "rate(5 minutes)", timezone = "CET+1")]
struct Rollup;

fn main() {}
