#![deny(dead_code)]

use infra_macros::{app, cluster, service};

const CPU: u32 = 512;

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"))]
struct Web;

#[service(cluster = Shop, image = "nginx:1.29", cpu = CPU, memory = 1024)]
struct Forgotten;

fn main() {
    let _app = app!("shop": Shop, Web);
}
