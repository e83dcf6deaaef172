//! `exec SERVICE`: a shell, or another command, in the surroundings of a replica.

use std::path::PathBuf;

use infra_local::control::{Client, ReplicaPhase, ReplicaState};
use infra_local::machine;
use infra_local::spec::{Program, Unit};

use super::Stage;
use crate::cli::select::select;
use crate::failure::{Failure, Kind};
use crate::host::Handed;

/// What is run where nothing is said.
const SHELL: &str = "/bin/sh";

pub(super) async fn exec(
    stage: &Stage<'_>,
    service: &str,
    replica: Option<&str>,
    container: Option<&str>,
    words: &[String],
) -> Result<u8, Failure> {
    let client = stage.running().await?;
    let (spec, state) = (client.spec().await?, client.state().await?);
    let usage = |cause: String, hint: String| Failure::new(Kind::Usage, cause).hint(hint);
    let found = select(stage.place.app(), spec.services, |service| &service.item, Some(service))?;
    let missing = || usage(format!("`{service}` does not run on this machine"), "see `status`".to_owned());
    let service = found.into_iter().next().ok_or_else(missing)?;
    let unit = match container {
        None => service.units.first(),
        Some(container) => service.units.iter().find(|unit| unit.name == container),
    };
    let Some(unit) = unit else {
        let names: Vec<&str> = service.units.iter().map(|unit| unit.name.as_str()).collect();
        let cause = format!("`{}` has no container `{}`", service.item, container.unwrap_or_default());
        return Err(usage(cause, format!("it has {}", names.join(", "))));
    };
    let replicas = state.services.iter().filter(|state| state.item == service.item).flat_map(|state| &state.replicas);
    let replica = choose(&service.item, replicas.collect(), replica)?;
    let command = if words.is_empty() { vec![SHELL.to_owned()] } else { words.to_vec() };
    stage.session.output.say(&format!("{} in replica {} of {}", command.join(" "), replica.id, service.item));
    let handed = match &unit.program {
        Program::Image(_) => in_container(stage, replica, unit, command).await?,
        Program::Binary(_) | Program::Line(_) => beside(stage, &client, replica, unit, command).await?,
    };
    let program = handed.program.clone();
    let ended = stage.session.output.host.hand_over(handed).await;
    ended.map_err(|error| Failure::new(Kind::Local, format!("{} does not start: {error}", program.display())))
}

/// The replica whose id begins so; the newest healthy one where nothing is said.
fn choose<'state>(
    service: &str,
    replicas: Vec<&'state ReplicaState>,
    wanted: Option<&str>,
) -> Result<&'state ReplicaState, Failure> {
    let ids = || replicas.iter().map(|replica| replica.id.as_str()).collect::<Vec<_>>().join(", ");
    let found = match wanted {
        Some(wanted) => replicas.iter().find(|replica| replica.id.starts_with(wanted)),
        None => {
            let healthy = replicas.iter().rev().find(|replica| replica.phase == ReplicaPhase::Healthy);
            healthy.or_else(|| replicas.last())
        }
    };
    found.copied().ok_or_else(|| match wanted {
        Some(wanted) if !replicas.is_empty() => {
            Failure::new(Kind::Usage, format!("`{service}` has no replica {wanted}"))
                .hint(format!("these run: {}", ids()))
        }
        _ => Failure::new(Kind::Local, format!("no replica of `{service}` runs")).hint("see `status`"),
    })
}

/// A command in a container.
async fn in_container(
    stage: &Stage<'_>,
    replica: &ReplicaState,
    unit: &Unit,
    command: Vec<String>,
) -> Result<Handed, Failure> {
    let (path, wanted) = (stage.variable("PATH").unwrap_or_default(), stage.variable(machine::ENGINE));
    let engine = machine::engine(&path, wanted.as_deref()).await;
    let engine = engine.map_err(|missing| Failure::new(Kind::Local, missing))?;
    let name = format!("{}-{}-{}-{}", stage.place.app(), stage.place.stage(), replica.id, unit.name);
    let is_asked = stage.session.output.host.can_ask();
    let launch = engine.shell(&name, is_asked, &command);
    Ok(Handed { program: launch.program, arguments: launch.arguments, surroundings: None })
}

/// A command with the environment and in the folder of a process.
async fn beside(
    stage: &Stage<'_>,
    client: &Client,
    replica: &ReplicaState,
    unit: &Unit,
    command: Vec<String>,
) -> Result<Handed, Failure> {
    let environment = client.environment(&replica.id, &unit.name).await?;
    let mut words = command.into_iter();
    let program = PathBuf::from(words.next().unwrap_or_default());
    Ok(Handed { program, arguments: words.collect(), surroundings: Some((stage.root(), environment)) })
}
