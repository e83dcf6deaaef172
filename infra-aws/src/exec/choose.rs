//! Which container a shell is opened in, and why none can be.

use aws_sdk_ecs::types::{Container, ManagedAgent, ManagedAgentName, Task};

use super::Place;
use crate::arn::short;

/// Why no shell can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shut {
    /// The service does not exist.
    Undeployed,
    /// None of its tasks runs; so many are starting.
    Idle(usize),
    /// It has no such task that runs; these do.
    NoTask(Vec<String>),
    /// Its tasks have no such container; they have these.
    NoContainer(Vec<String>),
    /// The service has it off.
    Off,
    /// The service has it on, but the task began before.
    Older(String),
    /// What opens sessions in the container does not run.
    Agent {
        /// In which state it is.
        status: String,
        /// AWS's own words; may be empty.
        reason: String,
    },
}

/// The container of the newest task that a shell can be opened in. `enabled` says whether the service has that on.
pub(super) fn choose<'tasks>(
    tasks: &'tasks [Task],
    place: Place<'_>,
    enabled: bool,
) -> Result<(&'tasks Task, &'tasks Container), Shut> {
    let id = |task: &Task| task.task_arn().map(short).unwrap_or_default().to_owned();
    let mut running: Vec<&Task> = tasks.iter().filter(|task| task.last_status() == Some("RUNNING")).collect();
    if running.is_empty() {
        return Err(Shut::Idle(tasks.len()));
    }
    running.sort_by_key(|task| std::cmp::Reverse(task.started_at().map(|at| at.secs())));
    let asked: Vec<&Task> = match place.task.map(short) {
        Some(wanted) => running.iter().copied().filter(|task| id(task).starts_with(wanted)).collect(),
        None => running.clone(),
    };
    if asked.is_empty() {
        return Err(Shut::NoTask(running.iter().map(|task| id(task)).collect()));
    }
    let mut shut = None;
    for task in asked {
        match look(task, place.container, enabled) {
            Ok(container) => return Ok((task, container)),
            Err(reason) => shut = shut.or(Some(reason)),
        }
    }
    Err(shut.unwrap_or(Shut::Off))
}

fn look<'task>(task: &'task Task, container: &str, enabled: bool) -> Result<&'task Container, Shut> {
    let named = task.containers().iter().find(|held| held.name() == Some(container));
    let Some(held) = named else {
        return Err(Shut::NoContainer(
            task.containers().iter().filter_map(Container::name).map(str::to_owned).collect(),
        ));
    };
    if !task.enable_execute_command() {
        let id = task.task_arn().map(short).unwrap_or_default().to_owned();
        return Err(if enabled { Shut::Older(id) } else { Shut::Off });
    }
    let of_shells = |agent: &&ManagedAgent| agent.name() == Some(&ManagedAgentName::ExecuteCommandAgent);
    match held.managed_agents().iter().find(of_shells) {
        Some(agent) if agent.last_status() == Some("RUNNING") => Ok(held),
        agent => Err(Shut::Agent {
            status: agent.and_then(ManagedAgent::last_status).unwrap_or("missing").to_lowercase(),
            reason: agent.and_then(ManagedAgent::reason).unwrap_or_default().to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_ecs::primitives::DateTime;

    use super::*;

    fn task(id: &str, started: i64, enabled: bool, agent: &str) -> Task {
        let agent = ManagedAgent::builder()
            .name(ManagedAgentName::ExecuteCommandAgent)
            .last_status(agent)
            .reason("why")
            .build();
        let web = Container::builder().name("web").managed_agents(agent).build();
        Task::builder()
            .task_arn(format!("arn:aws:ecs:eu-central-1:111122223333:task/shop/{id}"))
            .last_status("RUNNING")
            .started_at(DateTime::from_secs(started))
            .enable_execute_command(enabled)
            .containers(web)
            .containers(Container::builder().name("proxy").build())
            .build()
    }

    fn place<'word>(task: Option<&'word str>, container: &'word str) -> Place<'word> {
        Place { cluster: "shop", service: "web", task, container, profile: "" }
    }

    fn chosen(tasks: &[Task], wanted: Option<&str>) -> Result<String, Shut> {
        choose(tasks, place(wanted, "web"), true).map(|(task, _)| short(task.task_arn().unwrap()).to_owned())
    }

    #[test]
    fn the_newest_task_whose_agent_runs_is_taken() {
        let tasks = [task("a1", 1, true, "RUNNING"), task("b2", 3, true, "PENDING"), task("c3", 2, true, "RUNNING")];
        assert_eq!(chosen(&tasks, None).as_deref(), Ok("c3"));
        assert_eq!(chosen(&tasks, Some("a")).as_deref(), Ok("a1"));
        assert_eq!(chosen(&tasks, Some("arn:aws:ecs:eu-central-1:111122223333:task/shop/a1")).as_deref(), Ok("a1"));
        let shut = chosen(&tasks, Some("b2"));
        assert_eq!(shut, Err(Shut::Agent { status: "pending".into(), reason: "why".into() }));
        assert_eq!(chosen(&tasks, Some("d")), Err(Shut::NoTask(vec!["b2".into(), "c3".into(), "a1".into()])));
    }

    #[test]
    fn what_keeps_a_shell_shut_is_told_apart() {
        let old = [task("a1", 1, false, "RUNNING")];
        assert_eq!(chosen(&old, None), Err(Shut::Older("a1".into())));
        assert_eq!(choose(&old, place(None, "web"), false).err(), Some(Shut::Off));
        let names = vec!["web".to_owned(), "proxy".to_owned()];
        assert_eq!(choose(&old, place(None, "db"), true).err(), Some(Shut::NoContainer(names)));
        let without = [task("a1", 1, true, "RUNNING")];
        let shut = choose(&without, place(None, "proxy"), true).err();
        assert_eq!(shut, Some(Shut::Agent { status: "missing".into(), reason: String::new() }));
        let starting = Task::builder().last_status("PENDING").build();
        assert_eq!(chosen(&[starting], None), Err(Shut::Idle(1)));
    }
}
