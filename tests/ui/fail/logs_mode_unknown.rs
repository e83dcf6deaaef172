use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", logs(mode = nonblocking))]
struct Web;

fn main() {}
