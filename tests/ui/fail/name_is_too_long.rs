use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", name = "a123456789a123456789a123456789a123456789a123456789a123456789abcd")]
struct Web;

fn main() {}
