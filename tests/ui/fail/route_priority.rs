use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/*", priority = 0))]
struct Web;

fn main() {}
