use infra_macros::{cluster, service};

const MOST: u32 = 2;

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=MOST, cpu = 60))]
struct Web;

fn main() {}
