use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10))]
struct Large;

#[service(cluster = Shop, image = "nginx:1.29", place(spread = zone))]
struct Placed;

#[service(cluster = Shop, image = "nginx:1.29", constraint("attribute:ecs.os-type == linux"))]
struct Constrained;

#[service(image = "nginx:1.29", cluster = Large, place(spread = zone), constraint("attribute:ecs.os-type == linux"))]
struct OnInstances;

fn main() {}
