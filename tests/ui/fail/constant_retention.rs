use infra_macros::{cluster, service};

const DAYS: u16 = 31;

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", logs(retention = DAYS))]
struct Web;

fn main() {}
