//! Images on their way into the repositories of an account.

use std::sync::{Arc, Mutex, PoisonError};

use infra_image::Digest;
use infra_image::images::{ImageError, ImageEvent, Remote, Works, tag};
use tokio::sync::OnceCell;

use super::login::Login;
use super::repository::take_tag;
use crate::Error;
use crate::client::Clients;

/// What builds and pushes images, and the registry once it was asked to be let in.
pub(crate) struct Shipper {
    pub(super) works: Arc<dyn Works>,
    login: OnceCell<Login>,
    /// The repositories that have got images, in which others find layers.
    filled: Mutex<Vec<String>>,
}

impl Shipper {
    pub(crate) fn new(works: Arc<dyn Works>) -> Self {
        Self { works, login: OnceCell::new(), filled: Mutex::default() }
    }

    /// A repository of the account's registry.
    pub(super) async fn remote(&self, clients: &Clients, repository: &str) -> Result<Remote, Error> {
        let login = self.login.get_or_try_init(|| Login::get(clients)).await?;
        let filled = self.filled.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Ok(login.remote(repository, filled.into_iter().filter(|other| other != repository).collect()))
    }

    /// Pushes an image, and tells how many bytes of how many have arrived.
    pub(crate) async fn push(
        &self,
        clients: &Clients,
        repository: &str,
        digest: &str,
        tell: &(dyn Fn(u64, u64) + Send + Sync),
    ) -> Result<(), Error> {
        let image: Digest = digest.parse().map_err(|_| Error::Conflict(format!("{digest} is no digest")))?;
        let remote = self.remote(clients, repository).await?;
        let told = |event: ImageEvent| {
            if let ImageEvent::Pushed { bytes, of, .. } = event {
                tell(bytes, of);
            }
        };
        self.works.push(&image, tag(&image), &remote, &told).await.map_err(failed)?;
        self.filled.lock().unwrap_or_else(PoisonError::into_inner).push(repository.to_owned());
        Ok(())
    }

    /// Takes the mark off an image that nobody needed any more.
    pub(crate) async fn revive(
        &self,
        clients: &Clients,
        repository: &str,
        digest: &str,
        tag: &str,
    ) -> Result<(), Error> {
        take_tag(clients, repository, digest, tag).await
    }
}

/// What failed with an image.
pub(super) fn failed(error: ImageError) -> Error {
    let hint = error.hint().map(str::to_owned);
    let usage = matches!(error, ImageError::Declared { .. });
    Error::Image { message: error.to_string(), hint, usage }
}
