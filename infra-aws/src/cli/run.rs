//! `run TASK`.

use infra_core::blueprint::{ClusterBlueprint, WorkloadBlueprint};
use infra_core::declaration::ItemKind;
use serde_json::json;

use super::Session;
use crate::failure::{Failure, Kind};
use crate::logs;
use crate::observe::Observed;
use crate::run;

/// Who starts such a task, as ECS keeps it.
const STARTED_BY: &str = "infra-run";

/// The exit code where a container has none of its own: it never ran.
const NEVER_RAN: u8 = 1;

pub(super) async fn run(session: &Session, name: &str, arguments: &[String]) -> Result<u8, Failure> {
    let task = find(session, name)?;
    let clients = session.connect().await?;
    let observed = Observed::read(&clients, &session.blueprint).await?;
    let run = run::start(
        &clients,
        &session.blueprint,
        task,
        &observed.known,
        (&task.1.identity.physical, arguments, STARTED_BY),
    )
    .await?;
    let json = session.output.json;
    session.output.say(&format!("started {}", run.arn));
    if let Some(elsewhere) = logs::of_workload(task.1) {
        session.output.say(&elsewhere.words());
    }
    let line = |line: &str| {
        if json {
            session.output.line(&json!({ "event": "log", "line": line }));
        } else {
            session.output.host.out(line);
        }
    };
    let ended =
        run::follow(&clients, &run, &line, &|status| session.output.say(&format!("{name} task: {status}"))).await?;
    if json {
        let value = json!({ "event": "ended", "exit_code": ended.exit_code, "reason": ended.reason });
        session.output.line(&value);
    }
    match ended.exit_code {
        Some(0) => Ok(0),
        Some(code) => {
            session.output.say(&format!("{name} task: exit code {code}: {}", ended.reason));
            Ok(u8::try_from(code).unwrap_or(NEVER_RAN))
        }
        None => Err(Failure::new(Kind::Rollout, format!("{name} task did not run: {}", ended.reason))),
    }
}

/// The task by its name in AWS or the name of its struct's.
pub(super) fn find<'stage>(
    session: &'stage Session,
    name: &str,
) -> Result<(&'stage ClusterBlueprint, &'stage WorkloadBlueprint), Failure> {
    let tasks = || session.blueprint.workloads().filter(|(_, workload)| workload.item_kind() == ItemKind::Task);
    let wanted = name.to_lowercase().replace(['-', '_'], "");
    if let Some(task) = tasks().find(|(_, workload)| workload.identity.name.replace('-', "") == wanted) {
        return Ok(task);
    }
    let names: Vec<&str> = tasks().map(|(_, workload)| workload.identity.name).collect();
    let hint =
        if names.is_empty() { "this app declares no task".to_owned() } else { format!("it has {}", names.join(", ")) };
    Err(Failure::new(Kind::Usage, format!("{} has no task `{name}`", session.blueprint.names.app)).hint(hint))
}
