use infra_macros::{cluster, service};

const ARM: &str = "c7g.large";

#[cluster(capacity = [ec2("c5.large", 1..=10), ec2(ARM, 1..=10)])]
pub struct Shop;

#[service(cluster = Shop, image = "nginx:1.29")]
pub struct Web;

#[service(cluster = Shop, image = "nginx:1.29", arch = arm64)]
pub struct Api;

fn main() {}
