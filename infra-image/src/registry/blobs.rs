//! Layers and configurations in a registry.

use std::io::Write;

use bytes::Bytes;
use hyper::header::{ACCEPT_ENCODING, HeaderValue, RANGE};
use hyper::{Method, StatusCode};

use super::http::{self, Call};
use super::{Registry, RegistryError, pull};
use crate::{Descriptor, Digest, Store};

impl Registry {
    /// Whether a repository has content.
    pub async fn has_blob(&self, repository: &str, digest: &Digest) -> Result<bool, RegistryError> {
        let mut call = Call::new(Method::HEAD, self.address(&format!("{repository}/blobs/{digest}"))?);
        // What sends one on to it has it; where it is, only a GET may be allowed.
        call.follows = false;
        let response = self.call(&call, &pull(repository)).await?;
        match response.status() {
            status if status == StatusCode::OK || status.is_redirection() => Ok(true),
            StatusCode::NOT_FOUND => Ok(false),
            _ => Err(self.refused(&call, response).await),
        }
    }

    /// Fetches content that is small into memory.
    pub(crate) async fn small_blob(
        &self,
        repository: &str,
        blob: &Descriptor,
        most: u64,
    ) -> Result<Bytes, RegistryError> {
        if blob.size > most {
            return Err(self.malformed(format!("{} has more than {most} bytes", blob.digest)));
        }
        let call = Call::new(Method::GET, self.address(&format!("{repository}/blobs/{}", blob.digest))?);
        let response = self.call(&call, &pull(repository)).await?;
        match response.status() {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND => return Err(self.has_no(repository, blob)),
            _ => return Err(self.refused(&call, response).await),
        }
        let length = usize::try_from(blob.size).unwrap_or(usize::MAX);
        let bytes = http::whole(&call.uri, response.into_body(), length).await?;
        let digest = Digest::of(&bytes);
        if digest == blob.digest { Ok(bytes) } else { Err(self.corrupt(blob, format!("it is {digest}"))) }
    }

    fn has_no(&self, repository: &str, blob: &Descriptor) -> RegistryError {
        let what = format!("content {} in {repository}", blob.digest);
        RegistryError::Missing { registry: self.name().to_owned(), what }
    }

    /// Fetches content into a store, unless it is there. What is not as announced does not get there. It tells how many bytes
    /// have come.
    pub async fn fetch_blob(
        &self,
        repository: &str,
        blob: &Descriptor,
        store: &Store,
        progress: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(), RegistryError> {
        if store.path(&blob.digest).metadata().is_ok_and(|there| there.len() == blob.size) {
            progress(blob.size);
            return Ok(());
        }
        let mut call = Call::new(Method::GET, self.address(&format!("{repository}/blobs/{}", blob.digest))?);
        // What is sent must be the bytes that have the digest.
        call.headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        let mut writer = store.writer()?;
        let mut attempt = 0;
        loop {
            match self.fetch_part(repository, blob, &mut call, &mut writer, progress).await {
                Ok(true) => break,
                // It sends the beginning again.
                Ok(false) => writer = store.writer()?,
                Err(error) => match self.inner.retries.pause(attempt, None).filter(|_| error.is_transient()) {
                    Some(pause) => tokio::time::sleep(pause).await,
                    None => return Err(error),
                },
            }
            attempt += 1;
        }
        writer.finish_as(blob).map_err(|error| match error.kind() {
            std::io::ErrorKind::InvalidData => self.corrupt(blob, error.to_string()),
            _ => error.into(),
        })
    }

    /// Fetches what is missing; false where the registry cannot go on where it was left.
    async fn fetch_part(
        &self,
        repository: &str,
        blob: &Descriptor,
        call: &mut Call,
        writer: &mut crate::store::Writer,
        progress: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<bool, RegistryError> {
        call.headers.remove(RANGE);
        if writer.size() > 0 {
            let from = HeaderValue::from_str(&format!("bytes={}-", writer.size()));
            call.headers.insert(RANGE, from.map_err(|_| self.malformed("a range that is none"))?);
        }
        let response = self.call(call, &pull(repository)).await?;
        match response.status() {
            StatusCode::OK if writer.size() > 0 => return Ok(false),
            StatusCode::OK | StatusCode::PARTIAL_CONTENT => {}
            StatusCode::NOT_FOUND => return Err(self.has_no(repository, blob)),
            _ => return Err(self.refused(call, response).await),
        }
        let mut body = response.into_body();
        while let Some(piece) = http::piece(&call.uri, &mut body).await? {
            if writer.size() + piece.len() as u64 > blob.size {
                return Err(self.corrupt(blob, format!("it has more than {} bytes", blob.size)));
            }
            writer.write_all(&piece)?;
            progress(writer.size());
        }
        Ok(true)
    }

    fn corrupt(&self, blob: &Descriptor, what: String) -> RegistryError {
        RegistryError::Corrupt { registry: self.name().to_owned(), digest: blob.digest.clone(), what }
    }
}
