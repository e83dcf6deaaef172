use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port(8080, protocol = http2))]
struct Web;

fn main() {}
