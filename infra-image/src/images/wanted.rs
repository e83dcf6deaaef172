//! Which images an app wants built: pure.

use infra_core::blueprint::{Blueprint, ContainerBlueprint, WorkloadBlueprint};
use infra_core::declaration::{self, Image};

use crate::{Architecture, Platform};

/// An image that is to be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What it is called among the images of the stage: the item, or `{item}-{container}` for one beside the main one.
    pub key: String,
    /// What it is built of.
    pub image: Image,
    /// What it runs on.
    pub platform: Platform,
    /// The file of the declaration, as `file!()` tells it: what is named in it is looked for from its package.
    pub file: String,
}

impl Wanted {
    /// Whether two are one image.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        (self.image, self.platform, &self.file) == (other.image, other.platform, &other.file)
    }
}

/// The images of the app that are built, in the order of the listing.
#[must_use]
pub fn wanted(blueprint: &Blueprint) -> Vec<Wanted> {
    let workloads = blueprint.workloads().map(|(_, workload)| workload);
    workloads
        .flat_map(|workload| workload.built().filter_map(|(key, container)| of(workload, key, container)))
        .collect()
}

fn of(workload: &WorkloadBlueprint, key: String, container: &ContainerBlueprint) -> Option<Wanted> {
    let architecture = match workload.architecture {
        declaration::Architecture::X86_64 => Architecture::Amd64,
        declaration::Architecture::Arm64 => Architecture::Arm64,
    };
    Some(Wanted {
        key,
        image: container.built?,
        platform: Platform { architecture },
        file: workload.identity.source.file.to_owned(),
    })
}
