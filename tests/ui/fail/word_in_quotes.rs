use infra_macros::{cluster, service};

#[cluster(insights = "off")]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", capacity = "fargate")]
struct Web1;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", efs("new"), at = "/data"))]
struct Web2;

fn main() {}
