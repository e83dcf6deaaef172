//! Registries as a workshop speaks to them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use infra_core::event::Bytes;

use super::{Asked, ImageError, ImageEvent, Missing, Remote, Resolved, Tell};
use crate::contents::Contents;
use crate::pull::PullError;
use crate::push::{self, Push, PushError, PushEvent, PushEvents};
use crate::registry::{CredentialSource, DockerConfig, RegistryError};
use crate::{Credentials, Digest, Fingerprint, Reference, Registry, Retries, Store, attach, provenance, pull};

/// How long a registry may take to say what a tag stands for.
pub(super) const PATIENCE: Duration = Duration::from_secs(15);
/// How often it is asked.
const RETRIES: Retries = Retries { most: 2, first: Duration::from_millis(500) };

/// The registry of a repository.
pub(super) fn registry(remote: &Remote) -> Registry {
    let host = remote.endpoint.split_once("://").map_or(remote.endpoint.as_str(), |(_, host)| host);
    Registry::new(host, credentials(remote.credentials.as_ref()))
}

/// The registry of an image that exists.
pub(super) fn of(reference: &Reference, given: Option<&super::Credentials>) -> Registry {
    Registry::with(reference.registry(), credentials(given), RETRIES, false)
}

fn credentials(given: Option<&super::Credentials>) -> Arc<dyn CredentialSource> {
    match given {
        Some(given) => Arc::new(Credentials::password(&given.user, &given.password)),
        None => Arc::new(DockerConfig::of_user()),
    }
}

/// What a repository failed with.
pub(super) fn failed(remote: &Remote) -> impl Fn(&(dyn std::error::Error + 'static)) -> ImageError {
    let registry = format!("repository {}", remote.repository);
    move |error| refused(&registry, error)
}

/// What a registry, a repository in it or an image of it failed with: why, and what to do.
pub(super) fn refused(of: &str, error: &(dyn std::error::Error + 'static)) -> ImageError {
    let pushed = error.downcast_ref().and_then(|error| match error {
        PushError::Registry(error) => Some(error),
        PushError::Image(_) => None,
    });
    let pulled = error.downcast_ref().and_then(|error| match error {
        PullError::Registry(error) => Some(error),
        PullError::Platform { .. } => None,
    });
    let hint = error.downcast_ref().or(pushed).or(pulled).and_then(RegistryError::hint);
    ImageError::Registry { registry: of.to_owned(), why: chain(error), hint }
}

/// An error with what caused it.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    text
}

/// The bytes of an image in a store.
pub(super) fn size(store: &Store, image: &Digest) -> Result<u64, ImageError> {
    let contents = Contents::of(store, image);
    let contents = contents.map_err(|error| ImageError::Files(std::io::Error::other(error)))?;
    Ok(contents.blobs.iter().map(|blob| blob.size).sum())
}

/// Whether a store has all of an image.
pub(super) fn is_whole(store: &Store, image: &Digest) -> bool {
    Contents::of(store, image).is_ok_and(|contents| contents.blobs.iter().all(|blob| store.has(&blob.digest)))
}

/// What a repository lacks of an image.
pub(super) async fn missing(store: &Store, image: &Digest, remote: &Remote) -> Result<Missing, ImageError> {
    let missing = push::missing(store, &registry(remote), &remote.repository, image).await;
    let missing = missing.map_err(|error| failed(remote)(&error))?;
    Ok(Missing { manifest: missing.manifest, bytes: missing.bytes })
}

/// Pushes an image with what is attached to it, and tells how much of it has arrived.
pub(super) async fn push(
    store: &Store,
    image: &Digest,
    tag: &str,
    remote: &Remote,
    tell: Tell<'_>,
) -> Result<(), ImageError> {
    let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
    let events: PushEvents = Arc::new(move |event| {
        // Nobody listens any more where the push has failed.
        let _ = sender.send(event);
    });
    let (registry, tags) = (registry(remote), [tag.to_owned()]);
    let push = Push {
        store,
        registry: &registry,
        repository: &remote.repository,
        image,
        tags: &tags,
        mount_from: &remote.beside,
    };
    let mut progress = Progress::new(&remote.repository);
    let work = async move { push.run(&events).await };
    tokio::pin!(work);
    loop {
        tokio::select! {
            biased;
            Some(event) = receiver.recv() => progress.see(event).into_iter().for_each(tell),
            done = &mut work => {
                while let Ok(event) = receiver.try_recv() {
                    progress.see(event).into_iter().for_each(tell);
                }
                return done.map_err(|error| failed(remote)(&error));
            }
        }
    }
}

/// How much of an image has arrived.
struct Progress {
    repository: String,
    of: u64,
    blobs: BTreeMap<Digest, u64>,
    /// What was told last, so that nothing is told twice.
    told: String,
}

impl Progress {
    fn new(repository: &str) -> Self {
        Self { repository: repository.to_owned(), of: 0, blobs: BTreeMap::new(), told: String::new() }
    }

    /// Takes an event in, and gives the one that it is worth.
    fn see(&mut self, event: PushEvent) -> Option<ImageEvent> {
        match event {
            // What is attached comes later, and is small.
            PushEvent::Missing { bytes, .. } if self.of == 0 => self.of = bytes,
            PushEvent::Sent { blob, bytes, .. } => drop(self.blobs.insert(blob, bytes)),
            _ => return None,
        }
        let bytes = self.blobs.values().sum::<u64>().min(self.of);
        let told = Bytes(bytes).to_string();
        if self.of == 0 || self.told == told {
            return None;
        }
        self.told = told;
        Some(ImageEvent::Pushed { image: self.repository.clone(), bytes, of: self.of })
    }
}

/// What an image in a repository was built of.
pub(super) async fn origins(image: &Digest, remote: &Remote) -> Result<Vec<Fingerprint>, ImageError> {
    let documents = attach::read(&registry(remote), &remote.repository, image, provenance::MEDIA_TYPE).await;
    let documents = documents.map_err(|error| failed(remote)(&error))?;
    Ok(documents.iter().filter_map(|document| provenance::fingerprint(document, image)).collect())
}

/// What a reference stands for now.
pub(super) async fn resolve(asked: &Asked) -> Result<Resolved, ImageError> {
    let reference: Reference = asked
        .reference
        .parse()
        .map_err(|error| ImageError::Declared { what: format!("{}: {error}", asked.reference), hint: None })?;
    let registry = of(&reference, asked.credentials.as_ref());
    let silent = || ImageError::Registry {
        registry: reference.registry().to_owned(),
        why: format!("no answer within {} seconds", PATIENCE.as_secs()),
        hint: None,
    };
    let answer = tokio::time::timeout(PATIENCE, pull::resolve(&registry, &reference, asked.platform)).await;
    let resolved = answer.map_err(|_| silent())?.map_err(|error| refused(reference.registry(), &error))?;
    Ok(Resolved {
        digest: resolved.digest,
        fits: resolved.image.is_some(),
        platforms: resolved.platforms.iter().map(ToString::to_string).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_when_it_reads_differently() {
        let mut progress = Progress::new("web");
        let sent = |bytes| PushEvent::Sent { blob: Digest::of(b"a"), bytes, of: 2_000_000 };
        assert_eq!(
            progress.see(PushEvent::Missing { blobs: 1, bytes: 2_000_000 }).map(|event| event.to_string()).as_deref(),
            Some("web image: pushed 0 bytes of 2.0 MB")
        );
        assert!(progress.see(sent(1_000_000)).is_some());
        assert_eq!(progress.see(sent(1_000_001)), None);
        // What is attached is not told.
        assert_eq!(progress.see(PushEvent::Missing { blobs: 1, bytes: 10 }), None);
    }
}
