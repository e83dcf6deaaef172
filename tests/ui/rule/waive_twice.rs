use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop, image = "nginx:1.29",
    waive("drain-spot", reason = "requests are sent again"), waive("drain-spot", reason = "really"),
)]
struct Twice;

#[cluster(waive("capacity-spot", reason = "it may stand still"), waive("capacity-spot", reason = "really"))]
struct Cluster;

#[service(
    cluster = Shop, image = "nginx:1.29",
    waive("drain-spot", reason = "requests are sent again"), waive("port-protocols", reason = "both are DNS"),
)]
struct Two;

fn main() {}
