//! What a supervisor is given on this machine: its files, its engine, its time zones.

use std::fs;
use std::sync::Arc;

use crate::engine::{Engine, NoEngine};
use crate::logs::Files;
use crate::parts::{self, Containers, Parts, SystemClock};
use crate::place::Place;
use crate::schedule::Zones;
use crate::secrets::File;
use crate::spec::{Address, Unit};

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

/// What a command finds in the environment wherever it runs.
const COMMON: [&str; 8] = ["HOME", "LANG", "LOGNAME", "PATH", "SHELL", "TERM", "TMPDIR", "USER"];

/// The environment of a replica as it is declared, where the system does not tell that of its process: without the addresses of
/// what it calls.
pub fn environment(
    place: &Place,
    item: &str,
    unit: &Unit,
    ports: &[(u16, u16)],
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<(String, String)>, String> {
    let common = COMMON.iter().filter_map(|name| Some(((*name).to_owned(), variable(name)?)));
    let secrets = parts::Secrets::values(&File(place.secrets()), item, unit)?;
    let port = |address: &Address| ports.iter().find(|(declared, _)| *declared == address.port).map(|(_, port)| *port);
    let others = unit.ports.iter().enumerate().filter_map(|(number, address)| {
        let name = match (number, &address.name) {
            (0, _) => "PORT".to_owned(),
            (_, Some(name)) => format!("PORT_{}", name.to_uppercase().replace('-', "_")),
            (_, None) => format!("PORT_{}", address.port),
        };
        Some((name, port(address)?.to_string()))
    });
    let mut all: Vec<(String, String)> = common.chain(others).chain(secrets).collect();
    // What is declared counts before what is not.
    all.retain(|(name, _)| !unit.environment.iter().any(|(declared, _)| declared == name));
    all.extend(unit.environment.iter().cloned());
    all.sort();
    Ok(all)
}
