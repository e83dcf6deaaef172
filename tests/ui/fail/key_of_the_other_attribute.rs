use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", schedule = "rate(5 minutes)")]
struct Web;

fn main() {}
