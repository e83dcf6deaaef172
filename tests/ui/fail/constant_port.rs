use infra_macros::{cluster, service};

const PORT: u16 = 0;

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = PORT)]
struct Web;

fn main() {}
