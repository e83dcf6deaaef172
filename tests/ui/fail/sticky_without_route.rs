use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", sticky = "1h")]
struct Web;

fn main() {}
