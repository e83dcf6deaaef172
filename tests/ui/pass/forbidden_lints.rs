//! The user forbids what expansions may want to allow.
#![forbid(warnings, unused, dead_code)]

use infra_macros::{app, cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/*"))]
struct Web;

fn main() {
    println!("{}", app!("shop": Shop, Web).name);
}
