//! One unit: started and stopped.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::prepare::Prepared;
use super::{Job, Machine, program};
use crate::control::Exit;
use crate::parts::LogSource;
use crate::place::Entry;
use crate::process::{Limits, Output, Process, Start};
use crate::spec::{Program, Unit};

/// How long the engine may take beside the time that its container has.
const ENGINE: Duration = Duration::from_secs(15);

/// A unit that runs.
#[derive(Clone, Debug)]
pub(super) struct Running {
    process: Process,
    /// Its container, where it is an image.
    container: Option<String>,
    limit: Duration,
}

/// Starts a unit.
pub(super) async fn start(machine: &Machine, job: &Job, prepared: &Prepared, place: usize) -> Result<Running, String> {
    let (Some(unit), Some(own)) = (job.units.get(place), prepared.units.get(place)) else {
        return Err("it has no such unit".to_owned());
    };
    let output = output(machine, job, unit)?;
    let ports = own_ports(unit, prepared);
    let start = program::of(machine, job, place, (own, ports), output)?;
    let container = matches!(unit.program, Program::Image(_)).then(|| program::container(machine, job, unit));
    if let Some(name) = &container {
        machine.children.write(&Entry::Container(name.clone())).map_err(|error| error.to_string())?;
    }
    let process = machine.children.start(start).await.map_err(|error| error.to_string())?;
    if let Some(note) = process.held.note() {
        machine.note(&note);
    }
    Ok(Running { process, container, limit: Duration::from_secs(unit.stop_seconds.into()) })
}

/// The declared ports of a unit, which it has in their place, and whether they are UDP.
pub(super) fn own_ports(unit: &Unit, prepared: &Prepared) -> Vec<(u16, u16, bool)> {
    let here = |address| prepared.ports.iter().find(|(known, _)| known == address);
    unit.ports.iter().filter_map(here).map(|(address, port)| (address.port, *port, address.udp)).collect()
}

impl Running {
    /// Its process; none of an image, whose process is the engine's.
    pub(super) fn pid(&self) -> Option<u32> {
        self.container.is_none().then_some(self.process.id)
    }

    /// Waits until it has ended.
    pub(super) async fn ended(&self, machine: &Machine) -> Exit {
        let exit = self.process.ended().await;
        if let Some(name) = &self.container {
            let _ = machine.children.write(&Entry::ContainerEnded(name.clone()));
        }
        exit
    }

    /// Asks it to stop, makes an end of it when its time is over, and waits for it.
    pub(super) async fn stop(&self, machine: &Machine) -> Exit {
        if let Some(name) = &self.container {
            let seconds = u32::try_from(self.limit.as_secs()).unwrap_or(u32::MAX);
            engine(machine, machine.parts.containers.stop(name, seconds), self.limit + ENGINE).await;
            if timeout(ENGINE, self.process.ended()).await.is_err() {
                engine(machine, machine.parts.containers.remove(name), ENGINE).await;
            }
        }
        self.process.stop(self.limit).await
    }
}

/// Lets the engine do something, and waits for it.
async fn engine(machine: &Machine, launch: crate::parts::Launch, limit: Duration) {
    let start = Start {
        program: std::path::PathBuf::new(),
        arguments: Vec::new(),
        environment: Vec::new(),
        folder: std::path::PathBuf::new(),
        limits: Limits::default(),
        output: Arc::new(|_, _| ()),
    };
    let Ok(process) = machine.children.start(program::launch(machine, launch, start)).await else { return };
    if timeout(limit, process.ended()).await.is_err() {
        process.stop(Duration::ZERO).await;
    }
}

fn output(machine: &Machine, job: &Job, unit: &Unit) -> Result<Output, String> {
    let source = LogSource { item: job.item.clone(), task: job.id.clone(), unit: unit.name.clone() };
    let log = machine.parts.logs.open(&source).map_err(|error| format!("its log cannot be written: {error}"))?;
    let (tee, name) = (job.tee.clone(), unit.name.clone());
    Ok(Arc::new(move |error, line| {
        log.line(error, line);
        if let Some(tee) = &tee {
            tee(&name, error, line);
        }
    }))
}
