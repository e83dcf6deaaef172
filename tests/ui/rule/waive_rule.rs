use infra_macros::{cluster, service};

const NAME: &str = "fargate-size";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", waive("no-such-rule", reason = "we know"))]
struct Unknown;

#[service(cluster = Shop, image = "nginx:1.29", waive("drain-sport", reason = "requests are sent again"))]
struct Typo;

#[service(cluster = Shop, image = "nginx:1.29", waive("port-range", reason = "we know"))]
struct Hard;

#[service(cluster = Shop, image = "nginx:1.29", waive(NAME, reason = "we know"))]
struct ByConstant;

#[cluster(waive("capacity-sport", reason = "it may stand still"))]
struct Cluster;

#[service(cluster = Shop, image = "nginx:1.29", waive("drain-spot", reason = "requests are sent again"))]
struct Soft;

fn main() {}
