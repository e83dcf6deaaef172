use infra_macros::{cluster, task};

const NIGHTLY: &str = "cron(0 3 * * *)";

#[cluster]
struct Shop;

#[task(cluster = Shop, image = "rollup:1", schedule = NIGHTLY)]
struct Rollup;

fn main() {}
