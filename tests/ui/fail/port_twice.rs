use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, port = 8080, port = 80)]
struct Web;

fn main() {}
