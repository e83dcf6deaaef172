//! A warning can be allowed.
#![deny(warnings, dead_code)]
#![allow(deprecated)]

use infra_macros::{app, cluster};

#[cluster(capacity = ec2("cc2.8xlarge", 1..=10))]
struct Shop;

fn main() {
    infra_core::check::app(&app!("shop": Shop)).unwrap();
}
