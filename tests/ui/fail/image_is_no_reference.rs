use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "Nginx:1.29")]
struct Upper;

#[service(cluster = Shop, image = "nginx:")]
struct EmptyTag;

#[service(cluster = Shop, image = "")]
struct Empty;

fn main() {}
