//! What is attached to an image in a registry: by the API for it, or by a tag where a registry does not have that.

use hyper::header::{HeaderMap, LINK};
use hyper::{Method, StatusCode, Uri};

use super::http::{self, Call};
use super::{Registry, RegistryError, address, manifests, pull};
use crate::oci::{Index, media_type};
use crate::{Descriptor, Digest};

impl Registry {
    /// What is attached to an image: all of it, or what is of one kind.
    pub async fn referrers(
        &self,
        repository: &str,
        subject: &Digest,
        artifact_type: Option<&str>,
    ) -> Result<Vec<Descriptor>, RegistryError> {
        let mut all = match self.listed(repository, subject).await? {
            Some(all) => all,
            None => self.tagged(repository, subject).await?.manifests,
        };
        all.retain(|artifact| artifact_type.is_none_or(|wanted| artifact.artifact_type.as_deref() == Some(wanted)));
        Ok(all)
    }

    /// What the registry itself lists; nothing where it does not do that.
    async fn listed(&self, repository: &str, subject: &Digest) -> Result<Option<Vec<Descriptor>>, RegistryError> {
        let mut all = vec![];
        let mut next = Some(self.address(&format!("{repository}/referrers/{subject}"))?);
        while let Some(uri) = next.take() {
            let call = Call::new(Method::GET, uri);
            let response = self.call(&call, &pull(repository)).await?;
            match response.status() {
                StatusCode::OK => {}
                status if status.is_client_error() => return Ok(None),
                _ => return Err(self.refused(&call, response).await),
            }
            let more = self::next(&call.uri, response.headers());
            let text = http::whole(&call.uri, response.into_body(), manifests::MOST).await?;
            // A registry without this API may answer with a page for people.
            let Ok(page) = serde_json::from_slice::<Index>(&text) else { return Ok(None) };
            next = more.filter(|_| !page.manifests.is_empty());
            all.extend(page.manifests);
        }
        Ok(Some(all))
    }

    /// The list that stands under a tag made of the image's digest.
    async fn tagged(&self, repository: &str, subject: &Digest) -> Result<Index, RegistryError> {
        let found = self.manifest(repository, &tag(subject)).await?;
        let index = found.and_then(|found| serde_json::from_slice(&found.bytes).ok());
        Ok(index.unwrap_or_else(|| Index::new(vec![])))
    }

    /// Adds an artifact to the list that stands under a tag, for a registry that does not list by itself.
    pub(crate) async fn tag_referrer(
        &self,
        repository: &str,
        subject: &Digest,
        artifact: Descriptor,
    ) -> Result<(), RegistryError> {
        let mut index = self.tagged(repository, subject).await?;
        if index.manifests.iter().any(|known| known.digest == artifact.digest) {
            return Ok(());
        }
        index.manifests.push(artifact);
        media_type::INDEX.clone_into(&mut index.media_type);
        let bytes = serde_json::to_vec(&index).map_err(std::io::Error::from)?;
        self.put_manifest(repository, &tag(subject), media_type::INDEX, bytes.into()).await?;
        Ok(())
    }
}

/// The tag under which an image's artifacts are listed.
fn tag(subject: &Digest) -> String {
    format!("sha256-{}", subject.hex())
}

/// Where a list goes on: the header `Link`. Another server than the one that was asked is not followed.
pub(super) fn next(asked: &Uri, headers: &HeaderMap) -> Option<Uri> {
    let links = headers.get_all(LINK).iter().filter_map(|link| link.to_str().ok());
    let next = links.flat_map(|link| link.split(',')).find_map(|link| {
        let (target, parameters) = link.trim().strip_prefix('<')?.split_once('>')?;
        let is_next = parameters.split(';').any(|parameter| matches!(parameter.trim(), "rel=\"next\"" | "rel=next"));
        is_next.then_some(target)
    });
    address::follow(asked, next?).filter(|to| address::same_server(asked, to))
}
