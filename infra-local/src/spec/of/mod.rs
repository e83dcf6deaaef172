//! From a blueprint, and what was built for it, to what must run. Pure.

mod balancer;
mod connection;
mod revision;
mod service;
mod task;
mod unit;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::PathBuf;

use infra_core::blueprint::{Blueprint, WorkloadKind};

use super::Spec;

/// What was built for a blueprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// The binaries of the cargo workspace that containers run, by the name of their target. What `dev(..)` runs in the
    /// place of is not needed.
    pub binaries: BTreeMap<String, BuiltBinary>,
    /// The references of images that were built of a Dockerfile, by item and container.
    pub images: BTreeMap<(String, String), String>,
}

/// A binary that was built.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuiltBinary {
    /// Where it lies, under a name made of its content.
    pub path: PathBuf,
    /// The SHA-256 of its content.
    pub digest: String,
}

/// Why nothing can be run of a blueprint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpecError {
    /// A binary was not built.
    #[error("`{item}` runs the binary `{binary}`, which was not built")]
    Binary {
        /// The item, without app and stage.
        item: String,
        /// The name of the binary target.
        binary: String,
    },
    /// An image was not built.
    #[error("the container `{container}` of `{item}` runs an image of a Dockerfile, which was not built")]
    Image {
        /// The item, without app and stage.
        item: String,
        /// The container.
        container: String,
    },
}

impl Spec {
    /// What must run of a blueprint.
    ///
    /// # Errors
    /// When something that a container runs is not among what was built.
    pub fn of(blueprint: &Blueprint, built: &Built) -> Result<Self, SpecError> {
        let mut spec = Self {
            app: blueprint.names.app.clone(),
            stage: blueprint.names.stage.clone(),
            balancers: blueprint.clusters.iter().filter_map(balancer::of).collect(),
            ..Self::default()
        };
        for (_, workload) in blueprint.workloads() {
            match &workload.kind {
                WorkloadKind::Service(service) => spec.services.push(service::of(workload, service, built)?),
                WorkloadKind::Task(task) => spec.tasks.push(task::of(workload, task, built)?),
            }
        }
        Ok(spec)
    }
}

/// The first line of a doc comment.
fn first_line(description: &str) -> String {
    description.lines().next().unwrap_or_default().trim().to_owned()
}
