//! What a supervisor is given on this machine: its files, its engine, its time zones.

use std::sync::Arc;

use crate::engine::{Engine, Engines, NoEngine};
use crate::logs::Files;
use crate::parts::{Parts, SystemClock};
use crate::place::Place;
use crate::schedule::Zones;
use crate::secrets::File;

/// The variable that says which engine runs images, by its name or its path.
pub const ENGINE: &str = "INFRA_ENGINE";

/// What the supervisor of a stage is given.
#[must_use]
pub fn parts(place: &Place) -> Parts {
    Parts {
        logs: Arc::new(Files::new(place.logs())),
        secrets: Arc::new(File(place.secrets())),
        containers: Arc::new(Engines::new(std::env::var("PATH").unwrap_or_default(), std::env::var(ENGINE).ok())),
        schedules: Arc::new(Zones),
        clock: Arc::new(SystemClock),
    }
}

/// Docker or Podman, where one of them is in the folders of a `PATH` and answers; where one is `wanted`, that alone.
pub async fn engine(path: &str, wanted: Option<&str>) -> Result<Engine, NoEngine> {
    Engine::find(path, wanted).await
}
