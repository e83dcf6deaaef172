use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = [512], port = "80", command = "serve", route("/*"), health(404))]
struct Web;

fn main() {}
