use infra_macros::{cluster, service};

#[cluster(capacity = [ec2("c5n.xlarge", 1..=10, name = "general"), ec2("m7i.large", 0..=4, name = "spare", weight = 0)])]
struct Shop;

#[cluster(capacity = managed)]
struct Managed;

#[cluster(capacity = [fargate, ec2("c5n.xlarge", 1..=10, name = "general", weight = 0)])]
struct Mixed;

#[service(cluster = Shop, image = "nginx:1.29", daemon, capacity = "general")]
struct OnSome;

#[service(cluster = Managed, image = "nginx:1.29", daemon)]
struct OnManaged;

#[service(cluster = Shop, image = "nginx:1.29", daemon)]
struct OnAll;

#[service(cluster = Mixed, image = "nginx:1.29", daemon, capacity = "general")]
struct OnAllOfMixed;

fn main() {}
