use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", env(A = "1"), env(A = "2"))]
struct Web;

fn main() {}
