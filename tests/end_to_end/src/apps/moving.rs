//! A service whose deployments move its traffic, and the same with rolling ones.

use infra_aws::core::declaration::App;
use infra_aws::prelude::*;

/// A cluster of its own.
#[cluster(capacity = fargate, network = default)]
pub(super) struct Stage;

/// Pages that are tried out before they are shown.
#[service(
    cluster = Stage,
    image = "nginx:1.29",
    cpu = 256,
    memory = 512,
    port = 80,
    route("/*"),
    deploy = blue_green(bake = "1m", pause = "1h")
)]
pub(super) struct Pages;

mod rolling {
    use infra_aws::prelude::*;

    /// Pages that are tried out before they are shown.
    #[service(cluster = super::Stage, image = "nginx:1.29", cpu = 256, memory = 512, port = 80, route("/*"))]
    pub(super) struct Pages;
}

pub(super) const APP: App = app!("moving": Stage, Pages);
pub(super) const ROLLING: App = app!("moving": Stage, rolling::Pages);
