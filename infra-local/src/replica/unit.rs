//! One unit: started and stopped.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::prepare::Prepared;
use super::{Job, Machine, container, program};
use crate::control::Exit;
use crate::engine::Engine;
use crate::parts::LogSource;
use crate::process::{Output, Process};
use crate::spec::Unit;

/// How long what is attached to a container may go on without it.
const ENGINE: Duration = Duration::from_secs(15);

/// A unit that runs.
#[derive(Clone, Debug)]
pub(super) struct Running {
    process: Process,
    /// Its container, where it is an image.
    container: Option<(Arc<Engine>, String)>,
    limit: Duration,
}

/// Starts a unit.
pub(super) async fn start(machine: &Machine, job: &Job, prepared: &Prepared, place: usize) -> Result<Running, String> {
    let (Some(unit), Some(own)) = (job.units.get(place), prepared.units.get(place)) else {
        return Err("it has no such unit".to_owned());
    };
    let output = output(machine, job, unit)?;
    let start = match container::image(unit) {
        Some(image) => {
            let arguments = if place == 0 { &job.arguments[..] } else { &[] };
            container::create(machine, (job, unit, image), (prepared, own), (arguments, output)).await?
        }
        None => program::of(machine, job, place, (unit, own), output).ok_or("nothing runs it")?,
    };
    let container = prepared.engine.clone().filter(|_| container::image(unit).is_some());
    let container = container.map(|engine| (engine, container::name(machine, job, unit)));
    let process = machine.children.start(start).await.map_err(|error| error.to_string())?;
    if let Some(note) = process.held.note() {
        machine.note(&note);
    }
    Ok(Running { process, container, limit: Duration::from_secs(unit.stop_seconds.into()) })
}

impl Running {
    /// Its process; none of an image, whose process is the engine's.
    pub(super) fn pid(&self) -> Option<u32> {
        self.container.is_none().then_some(self.process.id)
    }

    /// Waits until it has ended.
    pub(super) async fn ended(&self) -> Exit {
        self.process.ended().await
    }

    /// Asks it to stop, makes an end of it when its time is over, and waits for it.
    pub(super) async fn stop(&self) -> Exit {
        if let Some((engine, name)) = &self.container {
            container::stop(engine, name, self.limit).await;
            // What was attached to it ends with it. Where it does not, it is asked itself.
            if let Ok(exit) = timeout(ENGINE, self.process.ended()).await {
                return exit;
            }
        }
        self.process.stop(self.limit).await
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
