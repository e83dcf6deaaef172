//! What a supervisor is given on this machine: its files, its engine, its time zones.

use std::sync::Arc;

use crate::engine::{Engine, NoEngine, OnDemand};
use crate::logs::Files;
use crate::parts::{Parts, SystemClock};
use crate::place::Place;
use crate::schedule::Zones;
use crate::secrets::File;

/// What the supervisor of a stage is given.
#[must_use]
pub fn parts(place: &Place) -> Parts {
    Parts {
        logs: Arc::new(Files::new(place.logs())),
        secrets: Arc::new(File(place.secrets())),
        containers: Arc::new(OnDemand::new(std::env::var("PATH").unwrap_or_default())),
        schedules: Arc::new(Zones),
        clock: Arc::new(SystemClock),
    }
}

/// Docker or Podman, where one of them is in the folders of a `PATH` and answers.
pub async fn engine(path: &str) -> Result<Engine, NoEngine> {
    Engine::find(path).await
}
