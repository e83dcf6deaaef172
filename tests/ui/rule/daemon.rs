use infra_macros::{cluster, service};

#[cluster(capacity = ec2("c5n.xlarge", 1..=10))]
struct Shop;

#[cluster()]
struct Fast;

#[service(cluster = Shop, image = "nginx:1.29", daemon, deploy = rolling(min = 0, max = 100), count = 2)]
struct Counted;

#[service(
    cluster = Shop, image = "nginx:1.29",
    daemon, deploy = rolling(min = 0, max = 100), scale(2..=10, cpu = 60),
)]
struct Scaled;

#[service(cluster = Shop, image = "nginx:1.29", daemon, deploy = rolling(min = 0, max = 100), place(spread = zone))]
struct Placed;

#[service(image = "nginx:1.29", cluster = Fast, daemon, deploy = rolling(min = 0, max = 100))]
struct OnFargate;

#[service(
    cluster = Shop, image = "nginx:1.29",
    daemon, deploy = rolling(min = 0, max = 100), constraint("attribute:ecs.instance-type =~ c5n.*"),
)]
struct Constrained;

#[service(cluster = Shop, image = "nginx:1.29", daemon, deploy = rolling(min = 0, max = 100))]
struct Plain;

fn main() {}
