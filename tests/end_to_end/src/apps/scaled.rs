//! A service that scales, and the same with a fixed count.

use infra_aws::core::declaration::App;
use infra_aws::prelude::*;

/// A cluster of its own name: Application Auto Scaling is emulated without accounts.
#[cluster(capacity = fargate)]
pub(super) struct Grown;

/// Pages that scale.
#[service(
    cluster = Grown,
    image = "nginx:1.29",
    cpu = 256,
    memory = 512,
    port = 80,
    route("/*"),
    scale(2..=10, cpu = 60, memory = 70)
)]
pub(super) struct Pages;

mod fixed {
    use infra_aws::prelude::*;

    /// Pages that scale.
    #[service(
        cluster = super::Grown,
        image = "nginx:1.29",
        cpu = 256,
        memory = 512,
        port = 80,
        route("/*"),
        count = 1
    )]
    pub(super) struct Pages;
}

pub(super) const APP: App = app!("grown": Grown, Pages);
pub(super) const FIXED: App = app!("grown": Grown, fixed::Pages);
