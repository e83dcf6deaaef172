//! A cluster of several groups, with all that a group can have, for tests.

use infra_core::blueprint::Blueprint;
use infra_macros::{app, cluster, service, task};

/// Groups of every kind, and Managed Instances that only those use that name them.
#[cluster(
    network = new(zones = 3, nat = one),
    capacity = [
        ec2(
            types = ["c6i.large", "c6id.large"], 1..=20, name = "mixed", weight = 3, spot, on_demand_base = 2,
            disk("60 GB", gp3, iops = 4000, throughput = 250), data("100 GB", gp3, at = "/data"),
            data("10 GB", io2, iops = 1000, at = "/cache"), target = 90, warm_up = "2m", key = "ops",
            user_data = "#!/bin/sh\necho ${HOME}\n", protect_scale_in, predictive = 60,
            termination = [allocation_strategy, oldest_instance], trunking, placement = spread,
            scale_at(4..=20, schedule = "cron(0 7 ? * MON-FRI *)", zone = "Europe/Berlin"),
            scale_at(1..=10, schedule = "at(2027-01-01T00:00:00)"),
        ),
        ec2("m5.large", 0..=4, name = "bottles", base = 1, ami = bottlerocket, disk("50 GB"), placement = partition(3)),
        ec2("g5.xlarge", 0..=2, weight = 0, ami = "ami-0123456789abcdef0", placement = cluster),
        managed(vcpu = 2..=8, memory = 4..=32, types = ["c7i.*"], spot, weight = 0),
    ],
)]
struct Fleet;

#[service(cluster = Fleet, image = "web:1", cpu = 256, memory = 512, count = 2)]
struct Web;

#[service(cluster = Fleet, image = "model:1", cpu = 1024, memory = 2048, capacity = "g5-xlarge")]
struct Model;

#[service(cluster = Fleet, image = "edge:1", cpu = 256, memory = 512, capacity = [fargate(base = 1), fargate_spot])]
struct Edge;

#[task(cluster = Fleet, image = "night:1", cpu = 256, memory = 512, capacity = "managed", schedule = "rate(1 day)")]
struct Night;

/// The app, in production.
pub(crate) fn fleet() -> Blueprint {
    Blueprint::resolve(&app!("fleet": Fleet, Web, Model, Edge, Night), "prod").expect("the declarations are right")
}
