use infra_macros::{cluster, service};

const PATH: &str = "api";

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route(PATH))]
struct Web;

fn main() {}
