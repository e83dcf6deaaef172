use infra_macros::{cluster, service};

const BLANK: &str = " ";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", waive("drain-spot", reason = ""))]
struct Empty;

#[service(cluster = Shop, image = "nginx:1.29", waive("drain-spot", reason = BLANK))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", waive("drain-spot", reason = "requests are sent again"))]
struct Given;

fn main() {}
