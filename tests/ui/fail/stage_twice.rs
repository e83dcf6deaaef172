use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", stage(prod, count = 2), stage(prod, cpu = 512))]
struct Web;

fn main() {}
