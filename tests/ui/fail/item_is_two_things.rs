use infra_macros::{cluster, service, task};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29")]
#[task(cluster = Shop, image = "nginx:1.29")]
struct Web;

fn main() {}
