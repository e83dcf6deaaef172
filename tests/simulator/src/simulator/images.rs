//! The registry of the account as tests hold it: what is pushed arrives in another program.

use std::collections::BTreeSet;

use super::Simulator;
use crate::ecr::expire;

impl Simulator {
    /// The registry is reached there, as `http://127.0.0.1:5000`, in the place of its own host.
    pub fn put_registry(&self, endpoint: &str) {
        self.world().ecr.endpoint = Some(endpoint.to_owned());
    }

    /// An image was pushed; whether a stack has made the repository, and the tag is free or may be moved.
    #[must_use]
    pub fn pushed(&self, repository: &str, digest: &str, tag: &str, manifest: &str) -> bool {
        let mut world = self.world();
        expire(&mut world);
        let now = world.now;
        let Some(repository) = world.ecr.repositories.get_mut(repository) else { return false };
        if repository.is_immutable() && repository.tagged(tag).is_some_and(|holder| holder != digest) {
            return false;
        }
        repository.put(digest, tag, manifest, "application/vnd.oci.image.manifest.v1+json", now);
        true
    }

    /// The images of a repository go that have a tag with this beginning, as ECR's rules or somebody else delete them.
    pub fn delete_images(&self, repository: &str, prefix: &str) {
        if let Some(repository) = self.world().ecr.repositories.get_mut(repository) {
            repository.images.retain(|_, image| !image.tags.iter().any(|tag| tag.starts_with(prefix)));
        }
    }

    /// Something is kept beside an image.
    pub fn attach(&self, repository: &str, digest: &str, text: &str) {
        let mut world = self.world();
        let repository = world.ecr.repositories.get_mut(repository);
        if let Some(image) = repository.and_then(|repository| repository.images.get_mut(digest)) {
            image.attached.insert(text.to_owned());
        }
    }

    /// What is kept beside an image.
    #[must_use]
    pub fn attached(&self, repository: &str, digest: &str) -> BTreeSet<String> {
        let world = self.world();
        let image = world.ecr.repositories.get(repository).and_then(|repository| repository.images.get(digest));
        image.map(|image| image.attached.clone()).unwrap_or_default()
    }

    /// The images of a repository, each with its tags; none where no stack has made it.
    #[must_use]
    pub fn images(&self, repository: &str) -> Option<Vec<(String, BTreeSet<String>)>> {
        let mut world = self.world();
        expire(&mut world);
        let repository = world.ecr.repositories.get(repository)?;
        Some(repository.images.iter().map(|(digest, image)| (digest.clone(), image.tags.clone())).collect())
    }
}
