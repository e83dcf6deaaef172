//! `exec`: a shell in a container that runs.

use infra_core::blueprint::{ClusterBlueprint, WorkloadBlueprint};

use super::Session;
use super::select::select;
use crate::exec::{self, PLUGIN, Place, Shut};
use crate::failure::{Failure, Kind};
use crate::host::Handed;
use crate::template::shell_statement;

/// What is run where nothing is said.
const SHELL: &str = "/bin/sh";

/// Runs a command in a container of a service, with this terminal as its own; gives the exit code of the program that
/// connects the two.
pub(super) async fn exec(
    session: &Session,
    service: &str,
    task: Option<&str>,
    container: Option<&str>,
    words: &[String],
) -> Result<u8, Failure> {
    let (cluster, workload) = find(session, service)?;
    let host = &session.output.host;
    let Some(plugin) = exec::find_plugin(&host.variable("PATH").unwrap_or_default()) else {
        let missing = format!("a shell needs AWS's {PLUGIN}, which is not in the PATH");
        return Err(Failure::new(Kind::Local, missing).hint(exec::how_to_get_plugin()));
    };
    let command = if words.is_empty() { SHELL.to_owned() } else { exec::command(words) };
    let clients = session.connect().await?;
    let profile = session.common.profile.clone().or_else(|| host.variable("AWS_PROFILE")).unwrap_or_default();
    let place = Place {
        cluster: &cluster.identity.physical,
        service: &workload.identity.physical,
        task,
        container: container.unwrap_or(workload.identity.name),
        profile: &profile,
    };
    let opened = exec::open(&clients, place, &command).await?;
    let opened = opened.map_err(|shut| failure(workload, place, shut))?;
    session.output.say(&format!("{} in task {}, container {}", command, opened.task, place.container));
    let handed = Handed { program: plugin, arguments: opened.arguments, surroundings: None };
    let ended = host.hand_over(handed).await;
    ended.map_err(|error| Failure::new(Kind::Local, format!("{PLUGIN} does not start: {error}")))
}

/// The service by its name in AWS or the name of its struct's.
fn find<'stage>(
    session: &'stage Session,
    name: &str,
) -> Result<(&'stage ClusterBlueprint, &'stage WorkloadBlueprint), Failure> {
    let services = session.blueprint.workloads().filter(|(_, workload)| workload.service().is_some());
    let app = &session.blueprint.names.app;
    let found = select(app, services.collect(), |(_, workload)| workload.identity.name, Some(name))?;
    let missing = || Failure::new(Kind::Usage, format!("{app} runs no service `{name}`"));
    found.into_iter().next().ok_or_else(missing)
}

/// What keeps the shell shut, and the way out.
fn failure(workload: &WorkloadBlueprint, place: Place<'_>, shut: Shut) -> Failure {
    let service = workload.identity.name;
    let on = workload.service().is_some_and(|service| service.exec);
    let usage = |cause: String, hint: String| Failure::new(Kind::Usage, cause).hint(hint);
    let aws = |cause: String, hint: String| Failure::new(Kind::Aws, cause).hint(hint);
    match shut {
        Shut::Undeployed => usage(format!("`{service}` is not deployed in this stage"), "deploy it first".to_owned()),
        Shut::Idle(0) => aws(format!("no task of `{service}` runs"), "see `status`".to_owned()),
        Shut::Idle(starting) => aws(
            format!("no task of `{service}` runs yet, and {starting} are starting"),
            "try again in a moment".to_owned(),
        ),
        Shut::NoTask(running) => usage(
            format!("`{service}` has no task {} that runs", place.task.unwrap_or_default()),
            format!("these run: {}", running.join(", ")),
        ),
        Shut::NoContainer(names) => usage(
            format!("`{service}` has no container `{}`", place.container),
            format!("it has {}", names.join(", ")),
        ),
        Shut::Off if on => {
            aws(format!("`{service}` was deployed with `exec` off"), "it is declared on: deploy it".to_owned())
        }
        Shut::Off => usage(
            format!("`exec` is off for `{service}` in this stage"),
            "declare `exec = on` and deploy; without it, it is off in protected stages and with `read_only`".to_owned(),
        ),
        Shut::Older(task) => aws(
            format!("task {task} began before `exec` was switched on"),
            "the next deployment brings tasks that have it; to get one now, stop this one and ECS starts another: aws ecs \
             stop-task"
                .to_owned(),
        ),
        Shut::Agent { status, reason } => {
            let reason = if reason.is_empty() { String::new() } else { format!(" ({reason})") };
            let failure = aws(
                format!("the agent that opens shells is {status} in container `{}`{reason}", place.container),
                "it starts some seconds after its task; if it never does, the task does not reach Systems Manager (a NAT \
                 gateway, a public address or an endpoint for ssmmessages), or its file system is read-only"
                    .to_owned(),
            );
            match workload.runtime.task_role {
                Some(role) => failure.hint(format!(
                    "its role is given, and nothing is put into it: {role} needs the statement {}",
                    shell_statement()
                )),
                None => failure,
            }
        }
    }
}
