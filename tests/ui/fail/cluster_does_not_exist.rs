use infra_macros::service;

#[service(cluster = Shop, image = "nginx:1.29", stage(prod, count = 2))]
struct Web;

fn main() {}
