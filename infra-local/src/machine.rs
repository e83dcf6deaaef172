//! What a supervisor is given on this machine: its files, its engine, its time zones.

use std::fs;
use std::sync::Arc;

use crate::engine::{Engine, Engines, NoEngine};
use crate::logs::Files;
use crate::parts::{self, Parts, SystemClock};
use crate::place::Place;
use crate::replica::{self, Given, base};
use crate::schedule::Zones;
use crate::secrets::File;
use crate::spec::{Address, Unit};

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

/// The environment of a process, where the system tells it: on Linux.
#[must_use]
pub fn environment_of(pid: u32) -> Option<Vec<(String, String)>> {
    let text = fs::read(format!("/proc/{pid}/environ")).ok().filter(|text| !text.is_empty())?;
    let variables = text.split(|byte| *byte == 0).filter_map(|variable| {
        let variable = String::from_utf8_lossy(variable);
        variable.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()))
    });
    Some(variables.collect())
}

/// The environment of a replica as it is declared, where the system does not tell that of its process: without the addresses of
/// what it calls.
pub fn environment(
    place: &Place,
    item: &str,
    unit: &Unit,
    ports: &[(u16, u16)],
) -> Result<Vec<(String, String)>, String> {
    let secrets = parts::Secrets::values(&File(place.secrets()), item, unit)?;
    let port = |address: &Address| ports.iter().find(|(declared, _)| *declared == address.port).map(|(_, port)| *port);
    let ports: Vec<(Address, u16)> =
        unit.ports.iter().filter_map(|address| Some((address.clone(), port(address)?))).collect();
    let base = base(std::env::vars());
    Ok(replica::environment(unit, &Given { base: &base, ports: &ports, secrets: &secrets, ..Given::default() }))
}
