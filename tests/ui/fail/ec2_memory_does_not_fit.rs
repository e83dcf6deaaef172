use infra_macros::{cluster, task};

#[cluster(capacity = ec2("c5.large", 1..=10))]
struct Shop;

#[task(cluster = Shop, image = "rollup:1", cpu = 1024, memory = "8 GB")]
struct Rollup;

fn main() {}
