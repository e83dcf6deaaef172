use infra_macros::service;

struct Shop;

#[service(cluster = Shop, image = "nginx:1.29")]
struct Web;

fn main() {}
