use infra_macros::{cluster, task};

#[cluster]
struct Shop;

#[task(cluster = Shop, image = "rollup:1", schedule = "every 5 minutes", schedule = "rate(1 minutes)", schedule = "at(2027-02-30T00:00:00)")]
struct Rollup;

fn main() {}
