#![deny(deprecated)]

use infra_macros::cluster;

#[cluster(capacity = ec2("cc2.8xlarge", 1..=10))]
struct Shop;

fn main() {}
