//! The user forbids what expansions may want to allow.
#![forbid(warnings, unused, dead_code, deprecated, nonstandard_style)]

use infra_macros::{app, cluster, service};

#[cluster(capacity = [fargate(base = 1), fargate_spot(weight = 3)])]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/*"), health("/"), drain = "10s")]
struct Web;

fn main() {
    println!("{}", app!("shop": Shop, Web).name);
}
