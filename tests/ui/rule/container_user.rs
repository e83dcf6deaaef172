use infra_macros::{cluster, service};

const LONG: &str = "a23456789012345678901234567890123";
const LONGEST: &str = "a2345678901234567890123456789012";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", user = "1000:")]
struct Half;

#[service(cluster = Shop, image = "nginx:1.29", user = "4294967295")]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", user = LONG)]
struct Long;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    user = "DOMAIN/app",
    waive("container-user", reason = "it is known to work here"),
)]
struct Waived;

#[service(cluster = Shop, image = "nginx:1.29", user = LONGEST)]
struct Longest;

#[service(cluster = Shop, image = "nginx:1.29", user = "4294967294:_group$")]
struct Legal;

fn main() {}
