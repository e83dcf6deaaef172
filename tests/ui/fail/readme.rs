use infra_macros::{cluster, service, task};

#[cluster(capacity = ec2("c5n.xlrge", 1..=10))]
pub struct Farm;

#[cluster]
pub struct Shop;

#[service(cluster = Shop, image = "web:1", cpu = 512, memory = 8192, port = 8080, route("/*"))]
pub struct Web;

#[task(cluster = Shop, image = "rollup:1", schedul = "rate(1 day)")]
pub struct Rollup;

fn main() {}
