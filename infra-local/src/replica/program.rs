//! What is started for a unit.

use std::path::PathBuf;

use super::prepare::{Prepared, PreparedUnit};
use super::{Job, Machine, container, limits};
use crate::process::{Limits, Output, Start};
use crate::spec::{Program, Unit};

/// What is started for a unit that is a process; none of an image.
pub(super) fn of(
    machine: &Machine,
    job: &Job,
    place: usize,
    (unit, prepared): (&Unit, &PreparedUnit),
    output: Output,
) -> Option<Start> {
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
            Some(start(binary.path.clone(), arguments, limits::of(machine, job, unit)))
        }
        Program::Line(line) => {
            let line = vec!["-c".to_owned(), line.clone(), "sh".to_owned()];
            let line = line.into_iter().chain(arguments.iter().cloned()).collect();
            Some(start(PathBuf::from("/bin/sh"), line, limits::of(machine, job, unit)))
        }
        Program::Image(_) => None,
    }
}

/// The command of a unit's own check.
pub(super) fn check(
    machine: &Machine,
    (job, unit): (&Job, &Unit),
    (prepared, own): (&Prepared, &PreparedUnit),
    command: &[String],
) -> Start {
    if let Some(engine) = prepared.engine.as_ref().filter(|_| container::image(unit).is_some()) {
        let name = container::name(machine, job, unit);
        return container::launch(machine, engine.execute(&name, command), std::sync::Arc::new(|_, _| ()));
    }
    Start {
        program: command.first().map(PathBuf::from).unwrap_or_default(),
        arguments: command.iter().skip(1).cloned().collect(),
        environment: own.environment.clone(),
        folder: machine.place.root().to_path_buf(),
        limits: Limits::default(),
        output: std::sync::Arc::new(|_, _| ()),
    }
}
