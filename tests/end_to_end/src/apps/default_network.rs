//! A service in the account's default VPC.

use infra_aws::core::declaration::App;
use infra_aws::prelude::*;

/// A cluster that makes no network.
#[cluster(capacity = fargate, network = default)]
pub(super) struct Plain;

/// Pages.
#[service(cluster = Plain, image = "nginx:1.29", cpu = 256, memory = 512, port = 80, route("/*"))]
pub(super) struct Pages;

pub(super) const APP: App = app!("plain": Plain, Pages);
