use infra_macros::{cluster, service};

#[cluster(capacity = ec2("t3.nano", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29")]
struct Web;

fn main() {}
