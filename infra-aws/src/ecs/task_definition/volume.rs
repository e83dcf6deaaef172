//! The volumes of a task, and where its containers have them.

use infra_core::blueprint::WorkloadBlueprint;
use infra_core::declaration::Mount;
use serde_json::{Value, json};

use super::Object;

/// The volumes of a workload's tasks.
pub(super) fn volumes(_workload: &WorkloadBlueprint) -> Vec<Value> {
    Vec::new()
}

/// Where a container has a volume.
pub(super) fn mount(mount: &Mount) -> Value {
    Object::new()
        .with("sourceVolume", mount.volume)
        .with("containerPath", mount.at)
        .with("readOnly", json!(mount.read_only))
        .value()
}
