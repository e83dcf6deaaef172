//! Manifests in a registry.

use bytes::Bytes;
use hyper::body::Incoming;
use hyper::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Response, StatusCode};
use serde::Deserialize;

use super::body::Content;
use super::http::{self, Call};
use super::{Registry, RegistryError, pull, push};
use crate::oci::media_type;
use crate::{Descriptor, Digest};

/// A manifest that was fetched, its bytes being what its digest says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// What it is.
    pub descriptor: Descriptor,
    /// It itself.
    pub bytes: Bytes,
}

/// The most that a manifest may have: what registries accept.
pub(super) const MOST: usize = 4 << 20;

const DIGEST: HeaderName = HeaderName::from_static("docker-content-digest");

/// Set by a registry that will list this artifact by itself.
const SUBJECT: HeaderName = HeaderName::from_static("oci-subject");

fn accepted() -> HeaderValue {
    HeaderValue::from_static(
        "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, \
         application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.docker.distribution.manifest.v2+json",
    )
}

impl Registry {
    /// What a tag or a digest in a repository names, without fetching it; nothing where there is nothing of this name.
    pub async fn manifest_descriptor(&self, repository: &str, name: &str) -> Result<Option<Descriptor>, RegistryError> {
        let Some((_, response)) = self.ask_for_manifest(Method::HEAD, repository, name).await? else { return Ok(None) };
        let text = |name: HeaderName| response.headers().get(name)?.to_str().ok();
        let digest = text(DIGEST).and_then(|digest| digest.parse::<Digest>().ok());
        let size = text(CONTENT_LENGTH).and_then(|length| length.parse().ok());
        match (digest, size, media(response.headers())) {
            (Some(digest), Some(size), Some(kind)) => Ok(Some(Descriptor::new(&kind, digest, size))),
            // An answer without these is allowed.
            _ => Ok(self.manifest(repository, name).await?.map(|fetched| fetched.descriptor)),
        }
    }

    /// Asks for what a tag or a digest in a repository names; nothing where there is nothing of this name.
    async fn ask_for_manifest(
        &self,
        method: Method,
        repository: &str,
        name: &str,
    ) -> Result<Option<(Call, Response<Incoming>)>, RegistryError> {
        let mut call = Call::new(method, self.address(&format!("{repository}/manifests/{name}"))?);
        call.headers.insert(ACCEPT, accepted());
        let response = self.call(&call, &pull(repository)).await?;
        match response.status() {
            StatusCode::OK => Ok(Some((call, response))),
            StatusCode::NOT_FOUND => Ok(None),
            _ => Err(self.refused(&call, response).await),
        }
    }

    /// Fetches what a tag or a digest in a repository names; nothing where there is nothing of this name.
    pub async fn manifest(&self, repository: &str, name: &str) -> Result<Option<Fetched>, RegistryError> {
        let Some((call, response)) = self.ask_for_manifest(Method::GET, repository, name).await? else {
            return Ok(None);
        };
        let kind = media(response.headers());
        let announced = response.headers().get(DIGEST).and_then(|digest| digest.to_str().ok()?.parse::<Digest>().ok());
        let bytes = http::whole(&call.uri, response.into_body(), MOST).await?;
        let digest = Digest::of(&bytes);
        for wanted in name.parse::<Digest>().ok().into_iter().chain(announced) {
            if wanted != digest {
                let (registry, what) = (self.name().to_owned(), format!("it is {digest}"));
                return Err(RegistryError::Corrupt { registry, digest: wanted, what });
            }
        }
        let kind = own_media_type(&bytes).or(kind).ok_or_else(|| self.malformed("a manifest without a media type"))?;
        let descriptor = Descriptor::new(&kind, digest, bytes.len() as u64);
        Ok(Some(Fetched { descriptor, bytes }))
    }

    /// Puts a manifest under a tag or its own digest. Whether the registry will list it under its subject, if it has one.
    pub async fn put_manifest(
        &self,
        repository: &str,
        name: &str,
        media_type: &str,
        bytes: Bytes,
    ) -> Result<bool, RegistryError> {
        let digest = Digest::of(&bytes);
        let mut call = Call::new(Method::PUT, self.address(&format!("{repository}/manifests/{name}"))?);
        let kind = HeaderValue::from_str(media_type).map_err(|_| self.malformed("a media type that is none"))?;
        call.headers.insert(CONTENT_TYPE, kind);
        call.content = Content::Bytes(bytes);
        let response = self.call(&call, &push(repository)).await?;
        if !response.status().is_success() {
            return Err(self.refused(&call, response).await);
        }
        let stored = response.headers().get(DIGEST).and_then(|digest| digest.to_str().ok());
        if let Some(stored) = stored.filter(|stored| *stored != digest.as_str()) {
            let (registry, what) = (self.name().to_owned(), format!("it was stored as {stored}"));
            return Err(RegistryError::Corrupt { registry, digest, what });
        }
        Ok(response.headers().contains_key(SUBJECT))
    }
}

/// What an answer says it is.
fn media(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(CONTENT_TYPE)?.to_str().ok()?.split(';').next()?.trim();
    (media_type::is_index(text) || media_type::is_manifest(text)).then(|| text.to_owned())
}

/// What a manifest says it is: it decides, as it is part of what its digest names.
fn own_media_type(bytes: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Typed {
        media_type: String,
    }
    let typed: Typed = serde_json::from_slice(bytes).ok()?;
    (media_type::is_index(&typed.media_type) || media_type::is_manifest(&typed.media_type)).then_some(typed.media_type)
}
