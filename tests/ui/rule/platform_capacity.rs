use infra_macros::{cluster, service};

#[cluster(capacity = ec2("c5n.xlarge", 1..=10))]
struct Shop;

#[cluster()]
struct Fast;

#[service(cluster = Shop, image = "nginx:1.29", platform = "1.4.0")]
struct OnInstances;

#[service(image = "nginx:1.29", cluster = Fast, platform = "1.4.0")]
struct OnFargate;

#[service(cluster = Shop, image = "nginx:1.29", platform = "LATEST")]
struct Latest;

#[service(cluster = Shop, image = "nginx:1.29", capacity = fargate, platform = "1.4.0")]
struct Own;

fn main() {}
