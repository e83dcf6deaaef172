use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29")]
struct Api;

#[service(cluster = Api, image = "nginx:1.29")]
struct Web;

fn main() {}
