use infra_macros::{cluster, task};

#[cluster]
struct Shop;

#[task(cluster = Shop, image = "rollup:1", schedule = "rate(5 minutes)", schedule = "rate(5 minutes)")]
struct Rollup;

fn main() {}
