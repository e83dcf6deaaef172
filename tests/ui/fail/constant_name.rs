use infra_macros::{cluster, service};

const IMAGE: &str = "Nginx";

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", name = IMAGE)]
struct Web;

fn main() {}
