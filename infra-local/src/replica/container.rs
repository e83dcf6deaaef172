//! Units that are images: containers of an engine.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::prepare::{Prepared, PreparedUnit};
use super::{Job, Machine, declared};
use crate::engine::{Engine, NoEngine, call};
use crate::parts::{ContainerRun, Launch, Network};
use crate::place::Entry;
use crate::process::{Limits, Output, Start};
use crate::spec::{Image, Program, Size, Unit};

/// How long the engine may take to create a container: it may have to fetch the image.
const CREATE: Duration = Duration::from_mins(15);
/// How long it may take for what is done at once.
const SOON: Duration = Duration::from_secs(30);
/// The time before what was not removed is removed again.
const AGAIN: Duration = Duration::from_millis(100);

/// The image of a unit; none of a process.
pub(super) fn image(unit: &Unit) -> Option<&Image> {
    match &unit.program {
        Program::Image(image) => Some(image),
        Program::Binary(_) | Program::Line(_) => None,
    }
}

/// What a unit's container is called.
pub(super) fn name(machine: &Machine, job: &Job, unit: &Unit) -> String {
    format!("{}-{}", task(machine, job), unit.name)
}

/// What the container is called that holds the network of a task's containers.
fn task(machine: &Machine, job: &Job) -> String {
    format!("{}-{}-{}", machine.place.app(), machine.place.stage(), job.id)
}

/// The engine that a task needs; none where it has no image.
pub(super) async fn engine(machine: &Machine, job: &Job) -> Result<Option<Arc<Engine>>, String> {
    let Some(image) = job.units.iter().find_map(image) else { return Ok(None) };
    let missing = |missing: NoEngine| format!("the image {} needs Docker or Podman: {missing}", image.reference);
    machine.parts.containers.engine().await.map(Some).map_err(missing)
}

/// Makes the network of a task with several containers: a container that holds it, so that they have the same localhost. Gives
/// its name; none where there is one container, which has its own.
pub(super) async fn network(machine: &Machine, job: &Job, prepared: &Prepared) -> Result<Option<String>, String> {
    let images: Vec<&Unit> = job.units.iter().filter(|unit| image(unit).is_some()).collect();
    let Some(engine) = prepared.engine.as_ref().filter(|_| images.len() > 1) else { return Ok(None) };
    engine.make_pause(&machine.place.folder()).await?;
    let name = task(machine, job);
    machine.children.write(&Entry::Container(name.clone())).map_err(|error| error.to_string())?;
    let ports: Vec<_> = images.iter().flat_map(|unit| prepared.own_ports(unit)).collect();
    call(engine.pause(&name, &stage(machine), &ports), SOON).await?;
    Ok(Some(name))
}

/// Creates the container of a unit, and gives what lets it begin.
pub(super) async fn create(
    machine: &Machine,
    (job, unit, image): (&Job, &Unit, &Image),
    (prepared, own): (&Prepared, &PreparedUnit),
    (arguments, output): (&[String], Output),
) -> Result<Start, String> {
    let Some(engine) = &prepared.engine else { return Err("there is no engine".to_owned()) };
    let mut image = image.clone();
    if !arguments.is_empty() {
        image.command = arguments.to_vec();
    }
    for word in &mut image.command {
        *word = declared::here(word, &own.places);
    }
    let name = name(machine, job, unit);
    machine.children.write(&Entry::Container(name.clone())).map_err(|error| error.to_string())?;
    let network = match &prepared.network {
        Some(name) => Network::Of(name.clone()),
        None => Network::Own(prepared.own_ports(unit)),
    };
    let run = ContainerRun {
        name: name.clone(),
        stage: stage(machine),
        image,
        environment: own.environment.clone(),
        secrets: unit.secrets.iter().map(|(variable, _)| variable.clone()).collect(),
        network,
        volumes: own.volumes.clone(),
        // Of a task with several, each may use all of it.
        size: Size { memory: unit.size.memory.unwrap_or(job.size.memory), ..job.size },
    };
    call(engine.create(&run)?, CREATE).await?;
    Ok(launch(machine, engine.start(&name), output))
}

/// Stops a container: SIGTERM, and SIGKILL after its time.
pub(super) async fn stop(engine: &Engine, name: &str, limit: Duration) {
    let seconds = u32::try_from(limit.as_secs()).unwrap_or(u32::MAX);
    // Where it has ended meanwhile, there is nothing to stop.
    let _ = call(engine.stop(name, seconds), limit + SOON).await;
}

/// Makes an end of all containers of a task, whatever has become of them.
pub(super) async fn sweep(machine: &Machine, job: &Job) {
    let names: Vec<String> =
        job.units.iter().filter(|unit| image(unit).is_some()).map(|unit| name(machine, job, unit)).collect();
    if names.is_empty() {
        return;
    }
    let network = task(machine, job);
    let all: Vec<String> = names.iter().chain([&network]).cloned().collect();
    // Where no engine is found, nothing was created.
    if let Ok(engine) = machine.parts.containers.engine().await {
        let until = Instant::now() + SOON;
        loop {
            let _ = call(engine.remove(&names), SOON).await;
            if names.len() > 1 {
                // Only when nobody is in its network any more.
                let _ = call(engine.remove(std::slice::from_ref(&network)), SOON).await;
            }
            // One that the engine itself takes away just now cannot be removed, and keeps the network.
            let is_gone = call(engine.standing(&all), SOON).await.map_or(true, |ids| ids.trim().is_empty());
            if is_gone || Instant::now() >= until {
                break;
            }
            sleep(AGAIN).await;
        }
    }
    for name in all {
        // A line that is missing costs the next command a look.
        let _ = machine.children.write(&Entry::ContainerEnded(name));
    }
}

/// A program of the engine's, which has the environment of this machine.
pub(super) fn launch(machine: &Machine, launch: Launch, output: Output) -> Start {
    let Launch { program, arguments, environment } = launch;
    let environment = std::env::vars().chain(environment).collect();
    let folder = machine.place.root().to_path_buf();
    Start { program, arguments, environment, folder, limits: Limits::default(), output }
}

/// What tells the containers of a stage from others.
fn stage(machine: &Machine) -> String {
    machine.place.label()
}
