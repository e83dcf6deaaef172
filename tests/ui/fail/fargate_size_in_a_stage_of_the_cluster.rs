use infra_macros::{cluster, service};

#[cluster(capacity = ec2("c5n.xlarge", 1..=10), stage(prod, capacity = fargate))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 300, memory = 400)]
struct Web;

fn main() {}
