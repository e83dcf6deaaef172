use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", stage(count = 2), stage())]
struct Web;

fn main() {}
