//! The operations on services.

mod check;
mod create;
mod describe;
mod fields;
mod remove;
mod update;

pub(super) use create::create;
pub(super) use describe::{describe, list};
pub(super) use fields::is_fargate;
pub(super) use remove::delete;
pub(super) use update::update;

use serde_json::Value;

use super::Service;
use super::clusters;
use crate::text::Request;
use crate::world::World;

/// The name in the name or ARN of a service.
pub(super) fn name_of(service: &str) -> &str {
    service.rsplit('/').next().unwrap_or_default()
}

/// The service of a cluster that a name or ARN means: the one that is not gone, else the latest that is.
pub(super) fn find<'world>(world: &'world World, cluster: &str, service: &str) -> Option<&'world Service> {
    let (cluster, name) = (clusters::name_of(cluster), name_of(service));
    let arn = world.arn("ecs", &format!("service/{cluster}/{name}"));
    world.ecs.services.get(&arn)
}

/// The ARN of the service that a request means by `cluster` and `service`.
pub(super) fn asked<'world>(world: &'world World, request: &Value) -> Option<&'world Service> {
    find(world, request.text("cluster"), request.text("service"))
}
