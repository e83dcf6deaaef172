//! How images that are built stand: pure.

use std::collections::BTreeMap;

use crate::Error;
use crate::ecs::TaskDefinition;
use crate::ecs::service::service_key;
use crate::observe::Observed;
use crate::template::{repositories, repository_id};
use infra_core::blueprint::{Blueprint, ClusterBlueprint, ContainerBlueprint, WorkloadBlueprint};

/// How an image stands that is to be deployed and does not run yet. One that runs, or lies ready in its repository, has
/// nothing to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ImageState {
    /// It must be built first.
    Build {
        /// What asked for it, a line each; nothing where no build of it is known.
        why: Vec<String>,
    },
    /// It was built, and is not in its repository.
    Push {
        /// Its digest.
        digest: String,
        /// The bytes that the repository lacks.
        bytes: u64,
    },
    /// It is in its repository, marked as one that nobody needs any more.
    Retired {
        /// Its digest.
        digest: String,
        /// The tag that marks it.
        tag: String,
    },
}

/// Whether the repository exists for one of a workload's images, by what was observed of its stack.
pub(crate) fn has_repository(observed: &Observed, workload: &WorkloadBlueprint, key: &str) -> bool {
    let stack = observed.stacks.get(&workload.identity.physical).filter(|stack| stack.is_usable());
    stack.is_some_and(|stack| match observed.bodies.get(&stack.name) {
        Some(body) => body.pointer(&format!("/Resources/{}", repository_id(key))).is_some(),
        // Of a stack that is as it is declared no template was read.
        None => true,
    })
}

/// The digests of the images of a repository that a container has in the revision that its service runs, and in the newest.
pub(crate) fn deployed(
    observed: &Observed,
    cluster: &ClusterBlueprint,
    workload: &WorkloadBlueprint,
    container: &ContainerBlueprint,
    repository: &str,
) -> Vec<String> {
    let family = &workload.identity.physical;
    let service = observed.services.get(&service_key(&cluster.identity.physical, family));
    let running = service.and_then(|service| service.older_definition.as_ref());
    let newest = observed.families.get(family).map(|family| &family.definition);
    let prefix = format!("{repository}@");
    let image =
        |definition: &TaskDefinition| definition.image_of(&container.name)?.strip_prefix(&prefix).map(str::to_owned);
    running.into_iter().chain(newest).filter_map(image).collect()
}

/// Refuses a stage in which two images would share a repository.
pub(crate) fn check_names(blueprint: &Blueprint) -> Result<(), Error> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (_, workload) in blueprint.workloads() {
        for (key, name) in repositories(workload) {
            if let Some(other) = names.insert(name.clone(), key.clone()) {
                return Err(Error::Conflict(format!(
                    "the images of `{other}` and `{key}` would both be kept in the repository {name}; give one of the \
                     containers or items another name"
                )));
            }
        }
    }
    Ok(())
}
