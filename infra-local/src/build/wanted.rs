//! Which binaries an app needs on this machine: pure.

use infra_core::blueprint::{Blueprint, ContainerBlueprint, WorkloadBlueprint};
use infra_core::declaration::Image;
use infra_image::cargo::Wanted;

/// The binaries that containers of the app run, in the order of the listing. A container for which `dev(..)` says what runs
/// on this machine needs none.
#[must_use]
pub fn wanted(blueprint: &Blueprint) -> Vec<Wanted> {
    let workloads = blueprint.workloads().map(|(_, workload)| workload);
    workloads.flat_map(|workload| workload.containers().filter_map(|container| of(workload, container))).collect()
}

fn of(workload: &WorkloadBlueprint, container: &ContainerBlueprint) -> Option<Wanted> {
    let Some(Image::Cargo(image)) = container.built else { return None };
    if is_replaced(workload, container) {
        return None;
    }
    Some(Wanted {
        binary: image.bin.to_owned(),
        file: workload.identity.source.file.to_owned(),
        features: image.features.iter().map(|&feature| feature.to_owned()).collect(),
    })
}

/// Whether `dev(..)` says what runs in the place of the container.
pub(super) fn is_replaced(workload: &WorkloadBlueprint, container: &ContainerBlueprint) -> bool {
    container.name == workload.container.name && workload.service().is_some_and(|service| service.dev.is_some())
}
