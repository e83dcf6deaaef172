//! What a task needs before its first unit starts.

use std::path::PathBuf;
use std::sync::Arc;

use super::container::image;
use super::environment::{self, Given};
use super::local::Local;
use super::{Job, Machine, TakenPort, declared, folder, local};
use crate::engine::Engine;
use crate::spec::{Address, Unit};

/// What a task has while it runs.
pub(super) struct Prepared {
    /// The ports of all units, and which each has on this machine.
    pub(super) ports: Vec<(Address, u16)>,
    /// Each unit's environment and volumes, in their order.
    pub(super) units: Vec<PreparedUnit>,
    /// What runs its images.
    pub(super) engine: Option<Arc<Engine>>,
    /// The container that holds the network of its containers, where it has several.
    pub(super) network: Option<String>,
    /// Held until the task has ended.
    _taken: Vec<TakenPort>,
    _local: Local,
}

/// What a unit has.
#[derive(Clone, Debug, Default)]
pub(super) struct PreparedUnit {
    /// Its whole environment; of an image what the container gets.
    pub(super) environment: Vec<(String, String)>,
    /// Folders of this machine, where they are in a container, and whether they can only be read.
    pub(super) volumes: Vec<(PathBuf, String, bool)>,
    /// Where it finds the ports of the task that its localhost has not.
    pub(super) places: Vec<(u16, String)>,
}

impl Prepared {
    /// Which port of this machine a declared one is.
    pub(super) fn port(&self, declared: u16) -> Option<u16> {
        self.ports.iter().find(|(address, _)| address.port == declared && !address.udp).map(|(_, port)| *port)
    }

    /// The declared ports of a unit, which it has in their place, and whether they are UDP.
    pub(super) fn own_ports(&self, unit: &Unit) -> Vec<(u16, u16, bool)> {
        let here = |address| self.ports.iter().find(|(known, _)| known == address);
        unit.ports.iter().filter_map(here).map(|(address, port)| (address.port, *port, address.udp)).collect()
    }
}

/// Takes ports, makes folders, reads secrets. What is missing comes in a sentence.
pub(super) fn prepare(machine: &Machine, job: &Job, engine: Option<Arc<Engine>>) -> Result<Prepared, String> {
    let mut taken = Vec::new();
    let mut ports = Vec::new();
    for address in job.units.iter().flat_map(|unit| &unit.ports) {
        // What is declared for TCP and for UDP is one number, also here.
        if let Some(port) = same_number(&ports, address) {
            ports.push((address.clone(), port));
            continue;
        }
        let port = machine.ports.take().map_err(|error| error.to_string())?;
        ports.push((address.clone(), port.port));
        taken.push(port);
    }
    let mut local = local::of(job, engine.as_deref(), &ports)?;
    let urls = local::urls(machine, job, engine.as_deref(), &mut local.forwards)?;
    let base = machine.base();
    // Containers listen on what they declare, in a network that they share, and have their own machine and paths.
    let declared: Vec<(Address, u16)> = job.units.iter().filter(|unit| image(unit).is_some()).flat_map(same).collect();
    let mut units = Vec::new();
    for (place, unit) in job.units.iter().enumerate() {
        let is_main = place == 0;
        let secrets = machine.secrets(&job.item, unit)?;
        let is_image = image(unit).is_some();
        let folders = folder::volumes(&machine.place, &job.id, unit)?;
        let places = if is_image { &local.containers } else { &local.processes };
        let (mut unit, volumes) = (unit.clone(), unit.volumes.clone());
        for (_, value) in &mut unit.environment {
            *value = declared::here(value, places);
            let volumes = folders.iter().zip(&volumes).filter(|_| !is_image);
            let found = volumes.filter_map(|((_, folder), volume)| declared::in_volume(value, &volume.at, folder));
            if let Some(folder) = found.into_iter().next() {
                *value = folder;
            }
        }
        let given = Given {
            base: if is_image { &[] } else { &base },
            ports: if is_image { &declared } else { &ports },
            urls: if is_main { &urls } else { &[] },
            volumes: if is_image { &[] } else { &folders },
            secrets: &secrets,
            run: if is_main { &job.environment } else { &[] },
        };
        let environment = environment::of(&unit, &given);
        units.push(PreparedUnit { environment, volumes: mounted(&unit, folders), places: places.clone() });
    }
    Ok(Prepared { ports, units, engine, network: None, _taken: taken, _local: local })
}

/// The port of this machine that stands for this number already, of the other protocol.
fn same_number(ports: &[(Address, u16)], address: &Address) -> Option<u16> {
    let known = ports.iter().find(|(known, _)| known.port == address.port && known.udp != address.udp);
    known.map(|(_, port)| *port)
}

fn same(unit: &Unit) -> impl Iterator<Item = (Address, u16)> {
    unit.ports.iter().map(|address| (address.clone(), address.port))
}

fn mounted(unit: &Unit, folders: Vec<(String, PathBuf)>) -> Vec<(PathBuf, String, bool)> {
    let volumes = folders.into_iter().zip(&unit.volumes);
    volumes.map(|((_, folder), volume)| (folder, volume.at.clone(), volume.read_only)).collect()
}
