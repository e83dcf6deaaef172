use infra_macros::{cluster, service};

const GROUP: &str = "sg-0123456";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", security_groups = ["web"])]
struct Name;

#[service(cluster = Shop, image = "nginx:1.29", security_groups = [GROUP])]
struct Short;

#[service(cluster = Shop, image = "nginx:1.29", security_groups = ["sg-0123456789ABCDEF0"])]
struct Capital;

#[service(cluster = Shop, image = "nginx:1.29", security_groups = ["sg-01234567", "sg-0123456789abcdef0"])]
struct Legal;

fn main() {}
