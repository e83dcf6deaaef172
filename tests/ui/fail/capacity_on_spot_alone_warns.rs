#![deny(deprecated)]

use infra_macros::cluster;

#[cluster(capacity = managed(spot))]
struct Shop;

#[cluster(capacity = [fargate_spot, fargate_spot(weight = 2)])]
struct Twice;

fn main() {}
