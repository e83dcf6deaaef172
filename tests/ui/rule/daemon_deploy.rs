use infra_macros::{cluster, service};

const DOUBLE: u32 = 200;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", daemon, deploy = rolling(min = 0, max = 101))]
struct TwoTasks;

#[service(cluster = Shop, image = "nginx:1.29", daemon, deploy = rolling(min = 0, max = DOUBLE))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/*"), daemon, deploy = blue_green)]
struct TwoSets;

#[service(cluster = Shop, image = "nginx:1.29", daemon)]
struct Default;

#[service(cluster = Shop, image = "nginx:1.29", daemon, deploy = rolling(min = 0, max = 100))]
struct Plain;

#[service(cluster = Shop, image = "nginx:1.29", daemon, deploy = rolling(min = 99, max = 100))]
struct Most;

fn main() {}
