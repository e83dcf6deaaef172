use infra_macros::{cluster, service};

#[cluster(capacity = ec2("c5.large", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", stage(prod, arch = arm64))]
struct Web;

fn main() {}
