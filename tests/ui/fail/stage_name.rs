use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", stage(Prod, count = 2), stage("my stage", count = 2))]
struct Web;

fn main() {}
