//! What is started for a unit.

use std::path::PathBuf;

use super::prepare::PreparedUnit;
use super::{Job, Machine, limits};
use crate::parts::{ContainerRun, Launch};
use crate::process::{Limits, Output, Start};
use crate::spec::{Program, Size, Unit};

/// What a unit's container is called.
pub(super) fn container(machine: &Machine, job: &Job, unit: &Unit) -> String {
    format!("{}-{}-{}-{}", machine.place.app(), machine.place.stage(), job.id, unit.name)
}

/// What is started for a unit. `ports` are those that it has on this machine.
pub(super) fn of(
    machine: &Machine,
    job: &Job,
    place: usize,
    (prepared, ports): (&PreparedUnit, Vec<(u16, u16, bool)>),
    output: Output,
) -> Result<Start, String> {
    let Some(unit) = job.units.get(place) else { return Err("it has no such unit".to_owned()) };
    let arguments = if place == 0 { &job.arguments[..] } else { &[] };
    let environment = prepared.environment.clone();
    let start = |program: PathBuf, arguments, limits| Start {
        program,
        arguments,
        environment,
        folder: machine.place.root().to_path_buf(),
        limits,
        output,
    };
    match &unit.program {
        Program::Binary(binary) => {
            let arguments = if arguments.is_empty() { binary.arguments.clone() } else { arguments.to_vec() };
            Ok(start(binary.path.clone(), arguments, limits::of(machine, job, unit)))
        }
        Program::Line(line) => {
            let line = vec!["-c".to_owned(), line.clone(), "sh".to_owned()];
            let line = line.into_iter().chain(arguments.iter().cloned()).collect();
            Ok(start(PathBuf::from("/bin/sh"), line, limits::of(machine, job, unit)))
        }
        Program::Image(image) => {
            let mut image = image.clone();
            if !arguments.is_empty() {
                image.command = arguments.to_vec();
            }
            let run = ContainerRun {
                name: container(machine, job, unit),
                image,
                environment: prepared.environment.clone(),
                ports,
                volumes: prepared.volumes.clone(),
                size: Size { memory: unit.size.memory.unwrap_or(job.size.memory), ..job.size },
            };
            Ok(launch(
                machine,
                machine.parts.containers.start(&run)?,
                start(PathBuf::new(), Vec::new(), Limits::default()),
            ))
        }
    }
}

/// The command of a unit's own check.
pub(super) fn check(
    machine: &Machine,
    (job, unit): (&Job, &Unit),
    prepared: &PreparedUnit,
    command: &[String],
) -> Start {
    let start = Start {
        program: command.first().map(PathBuf::from).unwrap_or_default(),
        arguments: command.iter().skip(1).cloned().collect(),
        environment: prepared.environment.clone(),
        folder: machine.place.root().to_path_buf(),
        limits: Limits::default(),
        output: std::sync::Arc::new(|_, _| ()),
    };
    match unit.program {
        Program::Image(_) => {
            let name = container(machine, job, unit);
            launch(machine, machine.parts.containers.execute(&name, command), start)
        }
        Program::Binary(_) | Program::Line(_) => start,
    }
}

/// A program of the engine's, which has the environment of this machine.
pub(crate) fn launch(machine: &Machine, launch: Launch, start: Start) -> Start {
    let Launch { program, arguments, environment } = launch;
    let environment = std::env::vars().chain(environment).collect();
    Start { program, arguments, environment, folder: machine.place.root().to_path_buf(), ..start }
}
