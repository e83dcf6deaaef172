//! What a task needs before its first unit starts.

use super::environment::{self, Given};
use super::{Job, Machine, TakenPort, folder};
use crate::proxy::Scheme;
use crate::spec::{Address, Program, Unit};

/// What a task has while it runs.
pub(super) struct Prepared {
    /// The ports of all units, and which each has on this machine.
    pub(super) ports: Vec<(Address, u16)>,
    /// Each unit's environment and volumes, in their order.
    pub(super) units: Vec<PreparedUnit>,
    /// Held until the task has ended.
    _taken: Vec<TakenPort>,
}

/// What a unit has.
#[derive(Clone, Debug, Default)]
pub(super) struct PreparedUnit {
    /// Its whole environment; of an image what the container gets.
    pub(super) environment: Vec<(String, String)>,
    /// Folders of this machine, where they are in a container, and whether they can only be read.
    pub(super) volumes: Vec<(std::path::PathBuf, String, bool)>,
}

impl Prepared {
    /// Which port of this machine a declared one is.
    pub(super) fn port(&self, declared: u16) -> Option<u16> {
        self.ports.iter().find(|(address, _)| address.port == declared && !address.udp).map(|(_, port)| *port)
    }
}

/// Takes ports, makes folders, reads secrets. What is missing comes in a sentence.
pub(super) fn prepare(machine: &Machine, job: &Job) -> Result<Prepared, String> {
    let mut taken = Vec::new();
    let mut ports = Vec::new();
    for address in job.units.iter().flat_map(|unit| &unit.ports) {
        // What is declared for TCP and for UDP is one number, also here.
        if let Some(port) = same(&ports, address) {
            ports.push((address.clone(), port));
            continue;
        }
        let port = machine.ports.take().map_err(|error| error.to_string())?;
        ports.push((address.clone(), port.port));
        taken.push(port);
    }
    let mut urls = Vec::new();
    for connection in &job.connections {
        let scheme = if connection.scheme == "http" { Scheme::Http } else { Scheme::Tcp };
        let address = machine.proxy.endpoint(&connection.service, connection.port, scheme);
        let address = address.map_err(|error| format!("`{}` cannot be called: {error}", connection.service))?;
        urls.push((connection.variable.clone(), format!("{}://{address}", connection.scheme)));
    }
    let base = machine.base();
    let mut units = Vec::new();
    for (place, unit) in job.units.iter().enumerate() {
        let is_main = place == 0;
        let secrets = machine.secrets(&job.item, unit)?;
        let folders = folder::volumes(&machine.place, &job.id, unit)?;
        let is_image = matches!(unit.program, Program::Image(_));
        // In a container a unit listens on what it declares, and has its own machine and paths.
        let own: Vec<(Address, u16)> = unit.ports.iter().map(|address| (address.clone(), address.port)).collect();
        let given = Given {
            base: if is_image { &[] } else { &base },
            ports: if is_image { &own } else { &ports },
            urls: if is_main { &urls } else { &[] },
            volumes: if is_image { &[] } else { &folders },
            secrets: &secrets,
            run: if is_main { &job.environment } else { &[] },
        };
        units.push(PreparedUnit { environment: environment::of(unit, &given), volumes: mounted(unit, folders) });
    }
    Ok(Prepared { ports, units, _taken: taken })
}

/// The port of this machine that stands for this number already, of the other protocol.
fn same(ports: &[(Address, u16)], address: &Address) -> Option<u16> {
    let known = ports.iter().find(|(known, _)| known.port == address.port && known.udp != address.udp);
    known.map(|(_, port)| *port)
}

fn mounted(unit: &Unit, folders: Vec<(String, std::path::PathBuf)>) -> Vec<(std::path::PathBuf, String, bool)> {
    let volumes = folders.into_iter().zip(&unit.volumes);
    volumes.map(|((_, folder), volume)| (folder, volume.at.clone(), volume.read_only)).collect()
}
