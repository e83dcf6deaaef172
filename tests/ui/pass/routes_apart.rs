//! The same path on another host, another cluster or in another stage is another route.
#![deny(warnings, dead_code)]

use infra_macros::{app, cluster, service};

#[cluster]
struct Shop;

#[cluster]
struct Back;

#[service(cluster = Shop, image = "a", port = 80, route("/*"), route("/*", host = "b.example.com"))]
struct First;

#[service(cluster = Shop, image = "a", port = 80, route("/*", host = "a.example.com"))]
struct Second;

#[service(cluster = Back, image = "a", port = 80, route("/*"))]
struct Third;

#[service(cluster = Back, image = "a", port = 80, route("/blue"), stage(prod, route("/green")))]
struct Blue;

#[service(cluster = Back, image = "a", port = 80, route("/green"), stage(prod, route("/blue")))]
struct Green;

fn main() {
    infra_core::check::app(&app!("shop": Shop, Back, First, Second, Third, Blue, Green; stages = [dev, prod])).unwrap();
}
