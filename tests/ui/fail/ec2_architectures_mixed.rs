use infra_macros::{cluster, service};

#[cluster(capacity = [ec2("c5.large", 1..=10), ec2("c6g.large", 1..=10)])]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29")]
struct Web;

fn main() {}
