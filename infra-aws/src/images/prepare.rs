//! From what is declared to images that can be deployed: look, hold against what runs, build.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use infra_core::blueprint::Blueprint;
use infra_image::images::{Builds, How, Looked, Missing, Tell, Works, wanted};
use infra_image::{Digest, Record, Verdict};

use super::names::Names;
use super::repository::find;
use super::ship::{Shipper, failed};
use super::state::{ImageState, deployed, has_repository};
use super::{fill, host};
use crate::Error;
use crate::client::Clients;
use crate::observe::Observed;
use crate::template::repositories;

/// The images of a stage that are built.
pub(crate) struct Images {
    shipper: Arc<Shipper>,
    looked: Vec<Looked>,
    /// Those that are known, by key.
    digests: BTreeMap<String, Digest>,
    /// Those that this command has built.
    built: BTreeSet<String>,
    /// What references of images stand for that exist.
    names: Names,
    /// Whether they are built also where nothing asks for it.
    rebuild: bool,
}

/// An image with where it belongs.
struct Place<'stage> {
    looked: &'stage Looked,
    /// Its repository.
    name: String,
    /// Whether that is there.
    exists: bool,
    /// The digests of it that run, or would be started next.
    deployed: Vec<Digest>,
}

impl Images {
    /// Looks what each image of the app would be built of, and what the references of others stand for, unless tags are to
    /// be kept. Nothing is built. `rebuild` asks for a build of each.
    pub(crate) async fn look(
        works: Arc<dyn Works>,
        clients: &Clients,
        blueprint: &Blueprint,
        keep_tags: bool,
        rebuild: bool,
    ) -> Result<Self, Error> {
        super::check_names(blueprint)?;
        let wanted = wanted(blueprint);
        let looked =
            if wanted.is_empty() { Vec::new() } else { works.look(&wanted, &Builds::new()).await.map_err(failed)? };
        let digests = looked.iter().filter_map(|looked| match &looked.verdict {
            Verdict::Unchanged(digest) => Some((looked.wanted.key.clone(), digest.clone())),
            Verdict::Build(_) => None,
        });
        let digests = digests.collect();
        let shipper = Arc::new(Shipper::new(works));
        let names = if keep_tags { Names::default() } else { Names::ask(&shipper, clients, blueprint).await? };
        Ok(Self { shipper, looked, digests, built: BTreeSet::new(), names, rebuild })
    }

    /// What pushes them.
    pub(crate) fn shipper(&self) -> Arc<Shipper> {
        Arc::clone(&self.shipper)
    }

    /// What is odd about them.
    pub(crate) fn warnings(&self) -> impl Iterator<Item = &String> {
        self.looked.iter().flat_map(|looked| &looked.warnings)
    }

    /// The blueprint with the references of those that are known.
    pub(crate) fn filled(&self, blueprint: &Blueprint, clients: &Clients) -> Blueprint {
        let digests = self.digests.iter().map(|(key, digest)| (key.clone(), digest.to_string())).collect();
        let mut filled = fill(blueprint, &host(&clients.account, &clients.region), &digests);
        self.names.fill(&mut filled);
        filled
    }

    /// Holds them against what runs and what is in the repositories, and notes how each stands that does not run. Where
    /// what runs was built of the same somewhere else, it stays.
    pub(crate) async fn compare(
        &mut self,
        clients: &Clients,
        blueprint: &Blueprint,
        observed: &mut Observed,
    ) -> Result<(), Error> {
        let mut states = BTreeMap::new();
        for looked in self.looked.clone() {
            let Some(place) = place(clients, blueprint, observed, &looked) else { continue };
            let (digest, state) = self.stand(clients, &place).await?;
            let key = looked.wanted.key.clone();
            match digest {
                Some(digest) => self.digests.insert(key.clone(), digest),
                None => self.digests.remove(&key),
            };
            states.extend(state.map(|state| (key, state)));
        }
        observed.images = states;
        observed.image_notes = self.names.compare(blueprint, observed);
        Ok(())
    }

    /// The digest of an image, where it is known, and how it stands.
    async fn stand(&self, clients: &Clients, place: &Place<'_>) -> Result<(Option<Digest>, Option<ImageState>), Error> {
        if self.rebuild && !self.built.contains(&place.looked.wanted.key) {
            return Ok((None, Some(ImageState::Build { why: vec!["`--rebuild` asks for it".to_owned()] })));
        }
        let known = self.digests.get(&place.looked.wanted.key);
        if let Some(known) = known.filter(|known| place.deployed.contains(known)) {
            return Ok((Some(known.clone()), None));
        }
        let mut why = match &place.looked.verdict {
            Verdict::Build(changes) => changes.clone(),
            Verdict::Unchanged(_) => Vec::new(),
        };
        if !self.built.contains(&place.looked.wanted.key)
            && let Some(running) = place.deployed.first()
        {
            let remote = self.shipper.remote(clients, &place.name).await?;
            // Where that cannot be read it is built: what comes of it decides then.
            let origins = self.shipper.works.origins(running, &remote).await.unwrap_or_default();
            if !origins.is_empty() {
                let records = origins.into_iter().map(|fingerprint| Record { fingerprint, image: running.clone() });
                let builds: Builds = [(place.looked.wanted.key.clone(), records.collect())].into();
                let again = self.shipper.works.look(std::slice::from_ref(&place.looked.wanted), &builds).await;
                match again.map_err(failed)?.into_iter().next().map(|looked| looked.verdict) {
                    Some(Verdict::Unchanged(same)) if same == *running => return Ok((Some(same), None)),
                    Some(Verdict::Build(changes)) => why = changes,
                    Some(Verdict::Unchanged(_)) | None => {}
                }
            }
        }
        let Some(digest) = known else {
            return Ok((None, Some(ImageState::Build { why: why.iter().map(ToString::to_string).collect() })));
        };
        let there = if place.exists { find(clients, &place.name, digest.as_str()).await? } else { None };
        if let Some(there) = there {
            let retired =
                there.retired().map(|tag| ImageState::Retired { digest: digest.to_string(), tag: tag.to_owned() });
            return Ok((Some(digest.clone()), retired));
        }
        if !self.shipper.works.has(digest) {
            let why = vec!["what was built of it is not on this machine any more".to_owned()];
            return Ok((None, Some(ImageState::Build { why })));
        }
        let missing = if place.exists {
            let remote = self.shipper.remote(clients, &place.name).await?;
            self.shipper.works.missing(digest, Some(&remote)).await.map_err(failed)?
        } else {
            self.shipper.works.missing(digest, None).await.map_err(failed)?
        };
        let Missing { bytes, .. } = missing;
        Ok((Some(digest.clone()), Some(ImageState::Push { digest: digest.to_string(), bytes })))
    }

    /// Tells the repositories of what those that came out as they run were built of, so that no other machine builds them
    /// for it.
    pub(crate) async fn note_origins(
        &self,
        clients: &Clients,
        blueprint: &Blueprint,
        observed: &Observed,
    ) -> Result<(), Error> {
        let same = |looked: &&Looked| {
            self.built.contains(&looked.wanted.key) && !observed.images.contains_key(&looked.wanted.key)
        };
        for looked in self.looked.iter().filter(same) {
            let digest = self.digests.get(&looked.wanted.key);
            if let (Some(place), Some(digest)) = (place(clients, blueprint, observed, looked), digest) {
                self.shipper.push(clients, &place.name, digest.as_str(), &|_, _| {}).await?;
            }
        }
        Ok(())
    }

    /// Builds what must be built; whether there was anything.
    pub(crate) async fn build(&mut self, observed: &Observed, tell: Tell<'_>) -> Result<bool, Error> {
        let must = |looked: &&Looked| matches!(observed.images.get(&looked.wanted.key), Some(ImageState::Build { .. }));
        let wanted: Vec<Looked> = self.looked.iter().filter(must).cloned().collect();
        if wanted.is_empty() {
            return Ok(false);
        }
        let how = How { anew: self.rebuild, symbols: false };
        let built = self.shipper.works.build(&wanted, how, tell).await.map_err(failed)?;
        for (key, digest) in built {
            self.built.insert(key.clone());
            self.digests.insert(key, digest);
        }
        Ok(true)
    }
}

fn place<'stage>(
    clients: &Clients,
    blueprint: &'stage Blueprint,
    observed: &Observed,
    looked: &'stage Looked,
) -> Option<Place<'stage>> {
    let key = &looked.wanted.key;
    blueprint.workloads().find_map(|(cluster, workload)| {
        let (_, name) = repositories(workload).find(|(own, _)| own == key)?;
        let (_, container) = workload.built().find(|(own, _)| own == key)?;
        let repository = format!("{}/{name}", host(&clients.account, &clients.region));
        let deployed = deployed(observed, cluster, workload, container, &repository);
        Some(Place {
            looked,
            exists: has_repository(observed, workload, key),
            name,
            deployed: deployed.iter().filter_map(|digest| digest.parse().ok()).collect(),
        })
    })
}
