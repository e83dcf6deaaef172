use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 99999999999, memory = 99999999999999999999999)]
struct Web;

fn main() {}
