use infra_macros::{cluster, service};

const IMAGE: &str = "nginx:";

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", stage(prod, image = IMAGE))]
struct Web;

fn main() {}
