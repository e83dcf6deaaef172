//! The user is strict. (Clippy's lints speak when `cargo clippy` runs over this file: see the README.)
#![forbid(unsafe_code)]
#![deny(
    warnings,
    future_incompatible,
    let_underscore,
    nonstandard_style,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    unused,
    dead_code,
    deprecated,
    explicit_outlives_requirements,
    elided_lifetimes_in_paths,
    meta_variable_misuse,
    missing_abi,
    missing_docs,
    non_ascii_idents,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unused_crate_dependencies,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery, clippy::cargo)]
#![allow(clippy::multiple_crate_versions, clippy::cargo_common_metadata)]
#![allow(unused_crate_dependencies, reason = "trybuild lends its own")]

use infra_macros::{app, cluster, service, task};

const CPU: u32 = 512;
const PORT: u16 = 8080;
const ZONES: u8 = 2;
const DAYS: u16 = 30;

/// The shop.
#[cluster(
    capacity = ec2("c5n.xlarge", 1..=10),
    network = new(zones = ZONES),
    load_balancer(listen = [http(PORT)]),
    tags(team = "shop"),
    stage(prod, capacity = fargate)
)]
struct Shop;

/// The site.
#[service(
    cluster = Shop,
    image = "nginx:1.29",
    cpu = CPU,
    memory = 1024,
    port = PORT,
    route("/*"),
    health("/", every = "10s", timeout = "5s", codes = "200", healthy = 2, unhealthy = 2, grace = "30s"),
    logs(retention = DAYS),
    scale(1..=10, cpu = 60),
    stage(prod, count = 2, memory = 2048)
)]
struct Web;

/// At night.
#[task(cluster = Shop, image = "rollup:1", schedule = "cron(0 3 * * ? *)")]
struct Rollup;

fn main() {
    let app = app!("shop": Shop, Web, Rollup; stages = [dev, prod], protect = [prod], account(prod = "111122223333"));
    println!("{}", app.name);
}
