use infra_macros::{cluster, service};

const CPU: u32 = 300;

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 70000, count = COUNT)]
struct Web;

fn main() {}
