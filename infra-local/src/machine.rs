//! What a supervisor is given on this machine: its files, its engine, its time zones.

use std::sync::Arc;

use crate::engine::{Engine, NoEngine};
use crate::logs::Files;
use crate::parts::{Containers, Parts, SystemClock};
use crate::place::Place;
use crate::schedule::Zones;
use crate::secrets::File;

/// What the supervisor of a stage is given.
pub async fn parts(place: &Place) -> Parts {
    let containers: Arc<dyn Containers> = match engine(&std::env::var("PATH").unwrap_or_default()).await {
        Ok(engine) => Arc::new(engine),
        Err(missing) => Arc::new(missing),
    };
    Parts {
        logs: Arc::new(Files::new(place.logs())),
        secrets: Arc::new(File(place.secrets())),
        containers,
        schedules: Arc::new(Zones),
        clock: Arc::new(SystemClock),
    }
}

/// Docker or Podman, where one of them is in the folders of a `PATH` and answers.
pub async fn engine(path: &str) -> Result<Engine, NoEngine> {
    Engine::find(path).await
}
