//! A client of registries: the distribution API of the OCI, as far as images are pushed and pulled.

mod address;
mod authorization;
mod blobs;
mod body;
mod challenge;
mod credentials;
mod error;
mod http;
mod manifests;
mod referrers;
mod retry;
mod upload;
mod way;

pub use credentials::{CredentialSource, Credentials, CredentialsFuture, DockerConfig};
pub use error::RegistryError;
pub use manifests::Fetched;
pub use retry::Retries;
pub(crate) use upload::Arrived;

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use hyper::body::Incoming;
use hyper::header::HeaderValue;
use hyper::{Response, StatusCode, Uri};
use serde::Deserialize;

use authorization::Authorization;
use http::{Call, Http};

/// A registry that is spoken to: its connections, and who it knows us as. Clones are the same.
#[derive(Clone)]
pub struct Registry {
    inner: Arc<Inner>,
}

struct Inner {
    /// The registry as it stands in references.
    name: String,
    http: Http,
    credentials: Arc<dyn CredentialSource>,
    authorization: Authorization,
    retries: Retries,
}

/// The most that an error may say.
const MOST: usize = 64 * 1024;

impl Registry {
    /// A registry by its host, and a port where it has one, as they stand in references. Nothing is asked of it yet.
    #[must_use]
    pub fn new(registry: impl Into<String>, credentials: Arc<dyn CredentialSource>) -> Self {
        Self::with(registry, credentials, Retries::default(), false)
    }

    /// A registry that is asked again in another way, and spoken to without encryption where that is wanted on other machines
    /// too: on this machine it always is.
    #[must_use]
    pub fn with(
        registry: impl Into<String>,
        credentials: Arc<dyn CredentialSource>,
        retries: Retries,
        unencrypted: bool,
    ) -> Self {
        let mut http = Http::new();
        http.unencrypted = unencrypted;
        let authorization = Authorization::default();
        Self { inner: Arc::new(Inner { name: registry.into(), http, credentials, authorization, retries }) }
    }

    /// The registry as it stands in references.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// An address below `/v2/`.
    fn address(&self, path: &str) -> Result<Uri, RegistryError> {
        let host = address::host(&self.inner.name);
        let scheme = if address::is_loopback(host) || self.inner.http.unencrypted { "http" } else { "https" };
        format!("{scheme}://{host}/v2/{path}")
            .parse()
            .map_err(|_| self.malformed(format!("`{path}` is no address in it")))
    }

    fn malformed(&self, what: impl Into<String>) -> RegistryError {
        RegistryError::Malformed { registry: self.inner.name.clone(), what: what.into() }
    }

    /// Asks, says who asks where that is wanted, and asks again what may succeed a little later.
    async fn call(&self, call: &Call, scope: &str) -> Result<Response<Incoming>, RegistryError> {
        let inner = &*self.inner;
        let mine = address::same_server(&call.uri, &self.address("")?);
        let mut header = if mine { inner.authorization.header(inner, scope).await? } else { None };
        let mut response = inner.retrying(call, header.as_ref()).await?;
        if mine && response.status() == StatusCode::UNAUTHORIZED {
            let again = inner.authorization.challenged(inner, scope, response.headers(), header.as_ref()).await?;
            header = Some(again);
            response = inner.retrying(call, header.as_ref()).await?;
        }
        match response.status() {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN if header.is_some() || mine => {
                Err(authorization::denied(inner, scope, inner.authorization.has_credentials().await))
            }
            _ => Ok(response),
        }
    }

    /// The error that an answer is.
    async fn refused(&self, call: &Call, response: Response<Incoming>) -> RegistryError {
        #[derive(Default, Deserialize)]
        struct Answer {
            #[serde(default)]
            errors: Vec<Word>,
        }
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Word {
            code: String,
            message: String,
        }
        let status = response.status();
        let text = http::whole(&call.uri, response.into_body(), MOST).await.unwrap_or_else(|_| Bytes::new());
        let answer: Answer = serde_json::from_slice(&text).unwrap_or_default();
        let word = answer.errors.into_iter().next().unwrap_or_default();
        RegistryError::Refused {
            registry: self.inner.name.clone(),
            what: call.words(),
            status,
            message: if word.message.is_empty() { word.code.clone() } else { word.message },
            code: word.code,
        }
    }

    /// The names under which a repository has images; nothing where there is no repository.
    pub async fn tags(&self, repository: &str) -> Result<Vec<String>, RegistryError> {
        #[derive(Deserialize)]
        struct Tags {
            tags: Option<Vec<String>>,
        }
        let mut tags = vec![];
        let mut next = Some(self.address(&format!("{repository}/tags/list"))?);
        while let Some(uri) = next.take() {
            let call = Call::new(hyper::Method::GET, uri);
            let response = self.call(&call, &pull(repository)).await?;
            match response.status() {
                StatusCode::OK => {}
                StatusCode::NOT_FOUND => break,
                _ => return Err(self.refused(&call, response).await),
            }
            let more = referrers::next(&call.uri, response.headers());
            let text = http::whole(&call.uri, response.into_body(), manifests::MOST).await?;
            let page: Tags = serde_json::from_slice(&text).map_err(|_| self.malformed("it lists no tags"))?;
            let page = page.tags.unwrap_or_default();
            next = more.filter(|_| !page.is_empty());
            tags.extend(page);
        }
        Ok(tags)
    }
}

impl Inner {
    /// Asks, and asks again what may succeed a little later.
    async fn retrying(&self, call: &Call, header: Option<&HeaderValue>) -> Result<Response<Incoming>, RegistryError> {
        let mut attempt = 0;
        loop {
            let answered = self.http.exchange(call, header).await;
            // A part of a file is asked about before it is sent again.
            let again = match &answered {
                _ if matches!(call.content, body::Content::Part(_)) => None,
                Ok(response) if error::is_transient(response.status()) => {
                    self.retries.pause(attempt, Some(response.headers()))
                }
                Err(error) if error.is_transient() => self.retries.pause(attempt, None),
                _ => None,
            };
            match again {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return answered,
            }
            attempt += 1;
        }
    }
}

/// Nothing of who asks.
impl fmt::Debug for Registry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Registry").field(&self.inner.name).finish()
    }
}

/// To read a repository.
fn pull(repository: &str) -> String {
    format!("repository:{repository}:pull")
}

/// To read and write a repository.
fn push(repository: &str) -> String {
    format!("repository:{repository}:pull,push")
}
