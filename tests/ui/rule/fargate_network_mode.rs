use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge)]
struct Bridge;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = host)]
struct Host;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = none)]
struct None;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = awsvpc)]
struct Legal;

fn main() {}
