use infra_macros::{cluster, task};

#[cluster]
struct Shop;

#[task(cluster = Shop, image = "rollup:1", schedule = "cron(0 3 * * *)")]
struct Rollup;

fn main() {}
