//! What references with a tag stand for: a tag moves, and a digest does not. A deployment names what it was planned with, and a
//! tag that has moved is deployed.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use infra_core::blueprint::{Blueprint, ContainerBlueprint, WorkloadBlueprint};
use infra_core::declaration::{Architecture, OperatingSystem};
use infra_image::Platform;
use infra_image::images::{Asked, Resolved};

use super::ship::Shipper;
use crate::Error;
use crate::client::Clients;
use crate::observe::Observed;
use crate::template::Repository;

/// What the references of a stage stand for.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// By reference and platform; in words, why it is not known.
    answers: BTreeMap<(String, Platform), Result<String, String>>,
    /// What goes on where it is not known, by item and container: what was deployed of the same reference.
    kept: BTreeMap<(String, String), String>,
}

impl Names {
    /// Asks the registries, each about everything once.
    pub(super) async fn ask(shipper: &Shipper, clients: &Clients, blueprint: &Blueprint) -> Result<Self, Error> {
        let mut users: BTreeMap<(String, Platform), BTreeSet<&'static str>> = BTreeMap::new();
        for (_, workload) in blueprint.workloads() {
            for container in workload.containers() {
                if let Some(key) = key(workload, container) {
                    users.entry(key).or_default().insert(workload.identity.name);
                }
            }
        }
        let asked = users.into_iter().map(|((reference, platform), users)| async move {
            let answer = one(shipper, clients, &reference, platform).await;
            ((reference, platform), users, answer)
        });
        let mut answers = BTreeMap::new();
        for (key, users, answer) in join_all(asked).await {
            match answer {
                Ok(None) => {}
                Ok(Some(resolved)) if !resolved.fits => return Err(unfit(&key, &users, &resolved)),
                Ok(Some(resolved)) => drop(answers.insert(key, Ok(resolved.digest.to_string()))),
                Err(why) => drop(answers.insert(key, Err(why))),
            }
        }
        Ok(Self { answers, kept: BTreeMap::new() })
    }

    /// The blueprint with digests in the place of tags.
    pub(super) fn fill(&self, blueprint: &mut Blueprint) {
        for workload in blueprint.clusters.iter_mut().flat_map(|cluster| &mut cluster.workloads) {
            let item = workload.identity.name;
            let keys: Vec<_> = workload.containers().map(|container| key(workload, container)).collect();
            let containers = std::iter::once(&mut workload.container).chain(&mut workload.sidecars);
            for (container, key) in containers.zip(keys) {
                let Some(key) = key else { continue };
                let image = match self.answers.get(&key) {
                    None => continue,
                    Some(Ok(digest)) => format!("{}@{digest}", repository(&key.0)),
                    Some(Err(_)) => match self.kept.get(&(item.to_owned(), container.name.clone())) {
                        Some(kept) => kept.clone(),
                        None => continue,
                    },
                };
                container.tagged = Some(key.0);
                container.image = image;
            }
        }
    }

    /// Holds them against what was deployed, and says what is worth knowing. Where a registry does not answer, what was
    /// deployed of the same reference stays.
    pub(super) fn compare(&mut self, blueprint: &Blueprint, observed: &Observed) -> Vec<String> {
        let mut notes = Vec::new();
        for (_, workload) in blueprint.workloads() {
            let item = workload.identity.name;
            let family = observed.families.get(&workload.identity.physical);
            for container in workload.containers() {
                let Some(key) = key(workload, container) else { continue };
                let reference = &key.0;
                let deployed = family.and_then(|family| family.definition.image_of(&container.name));
                let named = family.and_then(|family| family.named.get(&container.name));
                let is_named = named == Some(reference);
                match (self.answers.get(&key), deployed) {
                    (Some(Ok(digest)), Some(deployed)) if deployed == reference => notes.push(format!(
                        "`{item}`: {reference} is deployed by its digest from now on, so that what its tag stands for \
                         does not change unseen: {digest}"
                    )),
                    (Some(Ok(digest)), Some(deployed)) if is_named && !deployed.ends_with(digest.as_str()) => {
                        notes.push(format!("`{item}`: {reference} is another image than the one that was deployed"));
                    }
                    (Some(Err(why)), Some(deployed)) if is_named && deployed.contains('@') => {
                        notes.push(format!("`{item}`: what {reference} is now cannot be found out, so that it stays as it was deployed: {why}"));
                        self.kept.insert((item.to_owned(), container.name.clone()), deployed.to_owned());
                    }
                    (Some(Err(why)), _) => notes.push(format!(
                        "`{item}`: what {reference} is now cannot be found out, so that it is deployed by its tag: {why}"
                    )),
                    _ => {}
                }
            }
        }
        notes
    }
}

/// The reference of a container and what it runs on, where there is a tag that may stand for something.
fn key(workload: &WorkloadBlueprint, container: &ContainerBlueprint) -> Option<(String, Platform)> {
    let reference = container.tagged.as_ref().unwrap_or(&container.image);
    let has_tag = container.built.is_none() && !reference.is_empty() && !reference.contains('@');
    let architecture = match workload.architecture {
        Architecture::X86_64 => infra_image::Architecture::Amd64,
        Architecture::Arm64 => infra_image::Architecture::Arm64,
    };
    (has_tag && workload.runtime.os == OperatingSystem::Linux).then(|| (reference.clone(), Platform { architecture }))
}

/// A reference without its tag.
fn repository(reference: &str) -> &str {
    match reference.rsplit_once(':') {
        Some((repository, tag)) if !tag.contains('/') => repository,
        _ => reference,
    }
}

async fn one(
    shipper: &Shipper,
    clients: &Clients,
    reference: &str,
    platform: Platform,
) -> Result<Option<Resolved>, String> {
    let credentials = match Repository::of(reference) {
        // A token is for one region.
        Some(repository) if repository.region == clients.region => {
            let remote = shipper.remote(clients, repository.name).await.map_err(|error| error.to_string())?;
            remote.credentials
        }
        _ => None,
    };
    let asked = Asked { reference: reference.to_owned(), platform, credentials };
    shipper.works.resolve(&asked).await.map_err(|error| error.to_string())
}

fn unfit((reference, platform): &(String, Platform), users: &BTreeSet<&'static str>, resolved: &Resolved) -> Error {
    let users: Vec<String> = users.iter().map(|user| format!("`{user}`")).collect();
    let has = if resolved.platforms.is_empty() {
        "nothing that is known".to_owned()
    } else {
        resolved.platforms.join(" and ")
    };
    Error::Image {
        message: format!("{}: {reference} is there for {has}, and not for {platform}", users.join(" and ")),
        hint: Some("declare `arch` as the image is, or an image that is there for it".to_owned()),
        usage: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_taken_off() {
        for (reference, expected) in [
            ("nginx:1.29", "nginx"),
            ("nginx", "nginx"),
            ("localhost:5000/web", "localhost:5000/web"),
            ("localhost:5000/web:1", "localhost:5000/web"),
        ] {
            assert_eq!(repository(reference), expected);
        }
    }
}
