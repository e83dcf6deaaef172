//! `status`.

use infra_core::plan::Runs;
use infra_core::schedule::Civil;
use infra_local::control::{ReplicaPhase, ServiceState, State, TaskState};
use infra_local::proxy::Listening;
use infra_local::schedule;
use infra_local::spec::{Spec, Task};
use serde::Serialize;

use super::Stage;
use crate::cli::table::table;
use crate::cli::time::ago;
use crate::failure::Failure;

/// How many replicas are told one by one.
const TOLD: usize = 3;

/// What runs of a stage on this machine.
#[derive(Debug, Serialize)]
struct Status<'state> {
    place: &'static str,
    #[serde(flatten)]
    state: &'state State,
    next_runs: Vec<Runs>,
}

pub(super) async fn status(stage: &Stage<'_>) -> Result<u8, Failure> {
    let output = &stage.session.output;
    let now = output.host.now();
    let standing = stage.standing().await?;
    let (spec, state) = standing.unwrap_or_else(|| {
        let (app, stage) = (stage.place.app().to_owned(), stage.place.stage().to_owned());
        (Spec::default(), State { app, stage, ..State::default() })
    });
    let status = Status { place: "this machine", state: &state, next_runs: next_runs(&spec, &state, now) };
    output.result(&text(&spec, &state, now), &status);
    Ok(0)
}

/// What runs of a stage, for people.
pub(super) fn text(spec: &Spec, state: &State, now: i64) -> String {
    let mut parts = vec![format!("{} {} on this machine", state.app, state.stage)];
    if state.services.is_empty() && state.tasks.is_empty() {
        parts.push("Nothing is deployed.".to_owned());
    }
    if !state.endpoints.is_empty() || state.page.is_some() {
        let page = state.page.iter().map(|page| format!("{page} (what runs here, as a page)"));
        let endpoints: Vec<String> = state.endpoints.iter().map(endpoint).chain(page).collect();
        parts.push(endpoints.join("\n"));
    }
    if !state.services.is_empty() {
        let rows: Vec<Vec<String>> = state.services.iter().map(|service| service_row(spec, service)).collect();
        let heading = ["SERVICE", "HEALTHY", "DEPLOYMENT", "RESTARTS", "LISTENS ON", "WHAT IT IS"];
        parts.push(table(&heading, &rows));
    }
    if !state.tasks.is_empty() {
        let rows: Vec<Vec<String>> = state.tasks.iter().map(|task| task_row(spec, task, now)).collect();
        parts.push(table(&["TASK", "SCHEDULE", "LAST RUN", "WHAT IT IS"], &rows));
        let runs: Vec<String> = next_runs(spec, state, now).iter().map(|runs| format!("Next runs of {runs}")).collect();
        parts.extend((!runs.is_empty()).then(|| runs.join("\n")));
    }
    if !state.notes.is_empty() {
        let notes: Vec<String> = state.notes.iter().map(|note| format!("Note: {note}")).collect();
        parts.push(notes.join("\n"));
    }
    parts.join("\n\n")
}

/// A listener by its URL, and where it leads if that is not to the routes. Why it has another port than the declared one is a
/// note of the supervisor's.
fn endpoint(listening: &Listening) -> String {
    let to = listening.service.as_ref().map(|service| format!("to {service}"));
    let redirect = listening.redirect.map(|port| format!("redirected to port {port}"));
    let words: Vec<String> = [to, redirect].into_iter().flatten().collect();
    if words.is_empty() { listening.url() } else { format!("{} ({})", listening.url(), words.join("; ")) }
}

fn service_row(spec: &Spec, service: &ServiceState) -> Vec<String> {
    let declared = spec.services.iter().find(|declared| declared.item == service.item);
    let live = service.replicas.iter().filter(|replica| {
        matches!(replica.phase, ReplicaPhase::Starting | ReplicaPhase::Healthy | ReplicaPhase::Unhealthy)
    });
    let ports: Vec<String> =
        live.filter_map(|replica| replica.ports.first()).map(|(_, port)| format!("127.0.0.1:{port}")).collect();
    let more = if ports.len() > TOLD { format!(" and {} more", ports.len() - TOLD) } else { String::new() };
    vec![
        service.item.clone(),
        format!("{} of {}", service.healthy, service.desired),
        service.deployment.to_string(),
        service.restarts.to_string(),
        format!("{}{more}", ports.iter().take(TOLD).cloned().collect::<Vec<_>>().join(", ")),
        declared.map(|declared| declared.description.clone()).unwrap_or_default(),
    ]
}

fn task_row(spec: &Spec, task: &TaskState, now: i64) -> Vec<String> {
    let declared = spec.tasks.iter().find(|declared| declared.item == task.item);
    let schedules: Vec<&str> = declared
        .map(|declared| declared.schedules.iter().map(|schedule| schedule.expression.as_str()).collect())
        .unwrap_or_default();
    let last = task.runs.last().map(|run| match (&run.exit, run.until) {
        (Some(exit), Some(until)) => format!("{exit}, {}", ago(now - until)),
        (Some(exit), None) => exit.to_string(),
        (None, _) => "runs".to_owned(),
    });
    vec![
        task.item.clone(),
        if schedules.is_empty() { "by `run` only".to_owned() } else { schedules.join(", ") },
        last.unwrap_or_default(),
        declared.map(|declared| declared.description.clone()).unwrap_or_default(),
    ]
}

/// The next runs of all schedules. When a rate is due next only the supervisor knows.
fn next_runs(spec: &Spec, state: &State, now: i64) -> Vec<Runs> {
    let known = |task: &&Task| state.tasks.iter().find(|state| state.item == task.item);
    let tasks = spec.tasks.iter().filter_map(|task| Some((task, known(&task)?)));
    tasks
        .flat_map(|(task, state)| {
            let runs = schedule::next_runs(task, now, now).into_iter().enumerate();
            runs.map(|(place, runs)| match state.next.get(place).copied().flatten() {
                Some(next) if runs.schedule.starts_with("rate(") => {
                    let at = Civil::of(next);
                    Runs { shown: vec![at.to_string()], at: vec![format!("{}Z", at.iso())], ..runs }
                }
                _ => runs,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use infra_core::event::RolloutState;
    use infra_local::control::{Exit, ReplicaState, RunState};
    use infra_local::proxy::{Instead, Kind};
    use infra_local::spec::{Schedule, Size};

    use super::*;

    fn replica(port: u16, phase: ReplicaPhase) -> ReplicaState {
        ReplicaState {
            id: format!("r{port}"),
            revision: "a".into(),
            phase,
            since: 0,
            pid: Some(1),
            ports: vec![(80, port)],
            detail: String::new(),
        }
    }

    fn state() -> State {
        let phases = [ReplicaPhase::Healthy, ReplicaPhase::Healthy, ReplicaPhase::Starting, ReplicaPhase::Healthy];
        let replicas = phases.into_iter().zip(40_001..).map(|(phase, port)| replica(port, phase)).collect();
        State {
            app: "shop".into(),
            stage: "dev".into(),
            endpoints: vec![Listening {
                cluster: "shop".into(),
                kind: Kind::Http,
                declared: 80,
                address: "127.0.0.1:40000".parse().unwrap(),
                instead: Some(Instead::Privileged),
                service: None,
                redirect: None,
            }],
            services: vec![ServiceState {
                item: "web".into(),
                revision: "a".into(),
                desired: 4,
                healthy: 3,
                failures: 0,
                restarts: 1,
                deployment: RolloutState::InProgress,
                deployed: 0,
                replicas,
            }],
            tasks: vec![TaskState {
                item: "rollup".into(),
                revision: "a".into(),
                paused: false,
                next: vec![Some(7_200)],
                runs: vec![RunState {
                    id: "x".into(),
                    cause: "run".into(),
                    since: 0,
                    until: Some(60),
                    exit: Some(Exit::Code(3)),
                }],
            }],
            page: Some("http://localhost:4700/".into()),
            notes: vec!["limits of memory are not held".into()],
            ..State::default()
        }
    }

    fn task() -> Task {
        Task {
            item: "rollup".into(),
            description: "Adds up.".into(),
            revision: "a".into(),
            units: Vec::new(),
            size: Size::default(),
            connections: Vec::new(),
            schedules: vec![Schedule { expression: "rate(2 hours)".into(), timezone: None }],
            paused: false,
            retries: 0,
            from: None,
            until: None,
        }
    }

    #[test]
    fn a_status_says_what_listens_where_and_how_it_stands() {
        let spec = Spec { tasks: vec![task()], ..Spec::default() };
        assert_eq!(
            text(&spec, &state(), 120),
            "shop dev on this machine\n\n\
             http://localhost:40000\n\
             http://localhost:4700/ (what runs here, as a page)\n\n\
             SERVICE  HEALTHY  DEPLOYMENT   RESTARTS  LISTENS ON                                                    WHAT IT IS\n\
             web      3 of 4   in progress  1         127.0.0.1:40001, 127.0.0.1:40002, 127.0.0.1:40003 and 1 more\n\n\
             TASK    SCHEDULE       LAST RUN                WHAT IT IS\n\
             rollup  rate(2 hours)  exit code 3, 1 min ago  Adds up.\n\n\
             Next runs of rollup: rate(2 hours) UTC: 1970-01-01 02:00\n\n\
             Note: limits of memory are not held"
        );
    }

    #[test]
    fn nothing_is_said_to_be_nothing() {
        let state = State { app: "shop".into(), stage: "dev".into(), ..State::default() };
        assert_eq!(text(&Spec::default(), &state, 0), "shop dev on this machine\n\nNothing is deployed.");
    }
}
