//! Sends content to a registry, and goes on where it was left.

mod memory;
mod session;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use hyper::header::{CONTENT_RANGE, CONTENT_TYPE, HeaderValue};
use hyper::{Method, StatusCode, Uri};

use super::address;
use super::body::{Content, Part, Progress};
use super::http::Call;
use super::{Registry, RegistryError, pull, push};
use crate::{Descriptor, Store};
use memory::Memory;
use session::Session;

/// How much is sent in one request. After each the registry is asked where it is, and a push that is killed loses no more.
const PART: u64 = 8 << 20;

/// How content got into a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrived {
    /// Its bytes were sent.
    Sent,
    /// From another repository of the same registry, no byte of it being sent.
    Mounted,
}

/// Why an attempt failed.
enum Failure {
    /// The content did not arrive. The registry may have some of it, and be sent the rest.
    Sending(RegistryError),
    /// The registry did not do something else that it was asked, as often as that is worth.
    Asking(RegistryError),
}

/// Content on its way into a repository.
struct Upload<'a> {
    registry: &'a Registry,
    repository: &'a str,
    blob: &'a Descriptor,
    store: &'a Store,
    memory: Memory,
    progress: Progress,
    /// Where the upload of the attempt before went on, if that may be taken up.
    last: Option<Uri>,
    /// Some registries take content as a whole only.
    in_one: bool,
}

impl Registry {
    /// Sends content of a store into a repository that does not have it, or takes it over from another repository.
    pub(crate) async fn upload(
        &self,
        repository: &str,
        blob: &Descriptor,
        store: &Store,
        mount_from: Option<&str>,
        tell: Arc<dyn Fn(u64) + Send + Sync>,
    ) -> Result<Arrived, RegistryError> {
        let memory = Memory::new(store, self.name(), repository, &blob.digest);
        let progress = Progress { sent: Arc::new(AtomicU64::new(0)), tell };
        let mut upload =
            Upload { registry: self, repository, blob, store, memory, progress, last: None, in_one: false };
        let begun = match mount_from {
            Some(from) => match upload.mount(from).await {
                Ok(None) => return Ok(Arrived::Mounted),
                Ok(begun) => begun,
                Err(error) if error.is_transient() => return Err(error),
                // Whoever may not take it over sends it.
                Err(_) => None,
            },
            None => None,
        };
        upload.run(begun).await?;
        upload.memory.forget();
        upload.progress.set(blob.size);
        Ok(Arrived::Sent)
    }
}

impl Upload<'_> {
    /// Sends until all is there, as often as it is worth it.
    async fn run(&mut self, mut begun: Option<Session>) -> Result<(), RegistryError> {
        let mut attempt = 0;
        loop {
            let error = match self.attempt(begun.take()).await {
                Ok(()) => return Ok(()),
                Err(Failure::Asking(error)) if error.is_transient() => return Err(error),
                Err(Failure::Asking(error) | Failure::Sending(error)) => error,
            };
            if matches!(error, RegistryError::Refused { .. }) && !error.is_transient() {
                // Whatever was sent there is of no use.
                self.memory.forget();
                self.last = None;
                if self.blob.size > PART && !std::mem::replace(&mut self.in_one, true) {
                    // An upload that is over is refused, too, and the answer that said so may be what was lost.
                    if self.registry.has_blob(self.repository, &self.blob.digest).await? {
                        return Ok(());
                    }
                    continue;
                }
            }
            match self.registry.inner.retries.pause(attempt, None).filter(|_| error.is_transient()) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(error),
            }
            attempt += 1;
            // The answer may be what was lost.
            if self.registry.has_blob(self.repository, &self.blob.digest).await? {
                return Ok(());
            }
        }
    }

    async fn attempt(&mut self, begun: Option<Session>) -> Result<(), Failure> {
        let mut session = match begun {
            Some(session) => session,
            None => match self.resumed().await.map_err(Failure::Asking)? {
                Some(session) => session,
                None => self.begin().await.map_err(Failure::Asking)?,
            },
        };
        self.progress.set(session.offset);
        self.last = Some(session.at.clone());
        let in_parts = session.offset > 0 || !self.in_one && self.blob.size > session.part;
        while in_parts && session.offset < self.blob.size {
            self.memory.keep(&session.at).map_err(|error| Failure::Asking(error.into()))?;
            session = self.send_part(session).await.map_err(Failure::Sending)?;
            self.last = Some(session.at.clone());
        }
        let sends = session.offset < self.blob.size;
        self.finish(session).await.map_err(if sends { Failure::Sending } else { Failure::Asking })
    }

    /// Says that all is there, with what is not sent yet.
    async fn finish(&self, session: Session) -> Result<(), RegistryError> {
        let at = address::with_query(&session.at, "digest", self.blob.digest.as_str());
        let at = at.ok_or_else(|| self.registry.malformed("an upload at what is no address"))?;
        let mut call = Call::new(Method::PUT, at);
        call.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        if session.offset < self.blob.size {
            call.content = self.part(session.offset, self.blob.size - session.offset);
        }
        let response = self.registry.call(&call, &push(self.repository)).await?;
        if response.status().is_success() { Ok(()) } else { Err(self.registry.refused(&call, response).await) }
    }

    /// Sends the next part, and asks where the registry is.
    async fn send_part(&self, session: Session) -> Result<Session, RegistryError> {
        let length = session.part.min(self.blob.size - session.offset);
        let mut call = Call::new(Method::PATCH, session.at.clone());
        let range = format!("{}-{}", session.offset, session.offset + length - 1);
        let range = HeaderValue::from_str(&range).map_err(|_| self.registry.malformed("a range that is none"))?;
        call.headers.insert(CONTENT_RANGE, range);
        call.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        call.content = self.part(session.offset, length);
        let response = self.registry.call(&call, &push(self.repository)).await?;
        if !response.status().is_success() {
            return Err(self.registry.refused(&call, response).await);
        }
        let next = self.session(&call, &response)?;
        // A registry that took nothing would be sent the same for ever.
        if next.offset <= session.offset || next.offset > self.blob.size {
            let what = format!("it has {} bytes of an upload of {}", next.offset, self.blob.size);
            return Err(self.registry.malformed(what));
        }
        Ok(Session { part: session.part, ..next })
    }

    fn part(&self, offset: u64, length: u64) -> Content {
        let (file, progress) = (self.store.path(&self.blob.digest), self.progress.clone());
        Content::Part(Part { file, offset, length, progress })
    }

    async fn begin(&self) -> Result<Session, RegistryError> {
        let uploads = self.registry.address(&format!("{}/blobs/uploads/", self.repository))?;
        let call = Call::new(Method::POST, uploads);
        let response = self.registry.call(&call, &push(self.repository)).await?;
        match response.status() {
            StatusCode::ACCEPTED => Ok(Session { offset: 0, ..self.session(&call, &response)? }),
            _ => Err(self.registry.refused(&call, response).await),
        }
    }

    /// Takes content over from another repository. A registry that does not do that begins an upload instead.
    async fn mount(&self, from: &str) -> Result<Option<Session>, RegistryError> {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("mount", self.blob.digest.as_str())
            .append_pair("from", from)
            .finish();
        let path = format!("{}/blobs/uploads/?{query}", self.repository);
        let call = Call::new(Method::POST, self.registry.address(&path)?);
        let scope = format!("{} {}", push(self.repository), pull(from));
        let response = self.registry.call(&call, &scope).await?;
        match response.status() {
            StatusCode::CREATED => Ok(None),
            StatusCode::ACCEPTED => Ok(Some(Session { offset: 0, ..self.session(&call, &response)? })),
            _ => Err(self.registry.refused(&call, response).await),
        }
    }

    /// The upload that was begun by a push that did not come to its end, if the registry still knows it.
    async fn resumed(&self) -> Result<Option<Session>, RegistryError> {
        let Some(at) = self.last.clone().or_else(|| self.memory.read()) else { return Ok(None) };
        let call = Call::new(Method::GET, at);
        let session = match self.registry.call(&call, &push(self.repository)).await {
            Ok(response) if response.status() == StatusCode::NO_CONTENT => self.session(&call, &response).ok(),
            Err(error) if error.is_transient() => return Err(error),
            Ok(_) | Err(_) => None,
        };
        let session = session.filter(|session| session.offset <= self.blob.size);
        if session.is_none() {
            self.memory.forget();
        }
        Ok(session)
    }
}
