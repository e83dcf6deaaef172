use infra_macros::{cluster, service, task};

#[cluster(capacity = [ec2("c5n.xlarge", 1..=10, name = "night"), ec2("c6in.xlarge", 0..=4)])]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", capacity = "batch")]
struct Web;

#[service(cluster = Shop, image = "nginx:1.29", capacity = [provider("night", base = 1), "spare"])]
struct Site;

#[service(cluster = Shop, image = "nginx:1.29", capacity = "spare")]
struct Api;

#[service(cluster = Shop, image = "nginx:1.29", capacity = "c5n-xlarge")]
struct Named;

#[service(cluster = Shop, image = "nginx:1.29", capacity = "c6in-xlarge")]
struct ByType;

#[service(cluster = Shop, image = "nginx:1.29", capacity = fargate)]
struct OnFargate;

#[task(cluster = Shop, image = "nginx:1.29", capacity = provider("night"))]
struct Sync;

fn main() {}
