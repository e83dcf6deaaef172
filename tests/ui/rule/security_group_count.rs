use infra_macros::{cluster, service};

const GROUP: &str = "sg-01234561";

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    security_groups = ["sg-01234561", "sg-01234562", "sg-01234563", "sg-01234564", "sg-01234565"],
)]
struct Five;

#[service(cluster = Shop, image = "nginx:1.29", security_groups = ["sg-01234561", GROUP])]
struct Twice;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    security_groups = ["sg-01234561", "sg-01234562", "sg-01234563", "sg-01234564"],
)]
struct Four;

fn main() {}
