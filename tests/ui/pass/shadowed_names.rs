//! The user has named everything as the expansions do.
#![deny(warnings, unused)]
#![allow(non_camel_case_types, dead_code, unused_macros)]

use infra_macros::{app, cluster, service, task};

mod infra_core {}
mod core {}
mod std {}
struct Some;
struct None;
struct Ok;
struct Err;
struct Option;
struct Result;
struct Declaration;
struct Identity;
struct Source;
struct App;
struct Item;
struct Cluster;
struct Service;
struct Task;
struct str;
struct u8;
struct u16;
struct u32;
struct u64;
struct usize;
struct bool;

const CLUSTER: &::core::primitive::str = "nginx";
const SIZE_FITS_THE_CLUSTER: ::core::primitive::u32 = 512;
const PORT_IS_IN_RANGE: ::core::primitive::u16 = 80;
const DECLARATION: &::core::primitive::str = "d";

macro_rules! file {
    () => {
        compile_error!("not mine")
    };
}
macro_rules! line {
    () => {
        compile_error!("not mine")
    };
}
macro_rules! panic {
    () => {
        compile_error!("not mine")
    };
}

#[cluster(capacity = fargate, load_balancer(listen = [http(80)]), tags(team = "a"), stage(prod, capacity = [fargate(base = 1), fargate_spot]))]
struct Shop;

#[service(
    cluster = Shop,
    image = CLUSTER,
    cpu = SIZE_FITS_THE_CLUSTER,
    memory = 1024,
    port = PORT_IS_IN_RANGE,
    route("/*", host = "a.example.com"),
    env(A = DECLARATION),
    scale(1..=2, cpu = 60),
    stage(prod, count = 1),
)]
struct Web;

#[task(cluster = self::Shop, image = "nginx", schedule = "rate(1 day)")]
struct Nightly;

fn main() {
    let app = app!("shop": Shop, Web, Nightly; stages = [dev, prod], protect = [prod], account(prod = "111122223333"));
    ::std::assert_eq!(app.items.len(), 3);
}
