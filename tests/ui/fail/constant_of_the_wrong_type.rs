use infra_macros::{cluster, service};

const PORT: u32 = 8080;

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = PORT)]
struct Web;

fn main() {}
