use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpus = 1024, memory = "1 TB", port = 70000, port = 80, route("api"), count = 2, scale(1..=2, cpu = 0))]
struct Web;

fn main() {}
