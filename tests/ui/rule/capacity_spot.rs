#![deny(deprecated)]

use infra_macros::cluster;

#[cluster(capacity = fargate_spot)]
struct SpotAlone;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, spot))]
struct Group;

#[cluster(capacity = managed(spot))]
struct Managed;

#[cluster(capacity = [fargate(base = 1), fargate_spot(weight = 3)])]
struct WithBase;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, spot, on_demand_base = 1))]
struct OnDemandBase;

#[cluster(capacity = fargate_spot, waive("capacity-spot", reason = "the whole cluster may stand still"))]
struct Waived;

fn main() {}
