use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", stage(prod, name = "web", cluster = Shop, stage(dev, count = 1)))]
struct Web;

fn main() {}
