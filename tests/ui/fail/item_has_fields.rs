use infra_macros::{cluster, task};

#[cluster]
struct Shop;

#[task(cluster = Shop, image = "rollup:1")]
struct Rollup {
    merchant: String,
}

#[task(cluster = Shop, image = "rollup:1")]
struct Tuple(u8);

fn main() {}
