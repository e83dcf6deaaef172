//! Which images are built of Dockerfiles: pure.

use std::path::Path;

use infra_core::blueprint::{Blueprint, ContainerBlueprint, WorkloadBlueprint};
use infra_core::declaration::Image;
use infra_image::Platform;

use super::wanted::is_replaced;

/// An image that is built of a Dockerfile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dockerfile {
    /// The service or task, without app and stage, and the container that runs it.
    pub place: (String, String),
    /// What it is called once it is built.
    pub tag: String,
    /// What it is built of.
    pub source: infra_image::dockerfile::Dockerfile,
}

/// The images of the app that are built of Dockerfiles, in the order of the listing. Paths are told from the root of the
/// package in which they are declared; `root` is that of the workspace.
#[must_use]
pub fn dockerfiles(blueprint: &Blueprint, root: &Path) -> Vec<Dockerfile> {
    let prefix = blueprint.names.prefix();
    let workloads = blueprint.workloads().map(|(_, workload)| workload);
    workloads
        .flat_map(|workload| workload.containers().filter_map(|container| of(&prefix, workload, container, root)))
        .collect()
}

fn of(prefix: &str, workload: &WorkloadBlueprint, container: &ContainerBlueprint, root: &Path) -> Option<Dockerfile> {
    let Some(Image::Dockerfile(image)) = container.built else { return None };
    if is_replaced(workload, container) {
        return None;
    }
    Some(Dockerfile {
        // Of no registry: Podman would look for it there.
        tag: format!("localhost/{prefix}{}-{}:dev", workload.identity.name, container.name),
        place: (workload.identity.name.to_owned(), container.name.clone()),
        source: infra_image::dockerfile::Dockerfile::declared(
            &image,
            root,
            workload.identity.source.file,
            Platform::here(),
        ),
    })
}
