use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=2, cpu = 60))]
struct Web;

fn main() {}
