//! Tasks: run by hand, before services, by schedules.

use std::sync::{Arc, Mutex};

use infra_core::event::OutcomeState;
use infra_local::control::{Exit, RunEvent, RunRequest};
use infra_local::parts::{Clock, Schedules};
use infra_local::spec::{Schedule, Spec, Task, Volume, VolumeKind};
use local::{Stage, line, program, routed, service, task, unit, until};

use crate::SERVER;

fn tasks(tasks: Vec<Task>) -> Spec {
    Spec { app: "shop".into(), stage: "dev".into(), tasks, ..Spec::default() }
}

async fn run(stage: &Stage, request: RunRequest) -> (Option<i32>, Vec<RunEvent>) {
    let events = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&events);
    let code = stage.supervisor.run(request, move |event| sink.lock().unwrap().push(event)).await;
    let events = events.lock().unwrap().clone();
    (code, events)
}

fn request(task: &str) -> RunRequest {
    RunRequest { task: task.to_owned(), ..RunRequest::default() }
}

#[tokio::test]
async fn a_run_tells_its_lines_and_its_exit_code() {
    let stage = Stage::new().await;
    stage.deploy(&tasks(vec![task("migrate", line("echo \"to $1 with $MODE\"; echo oh >&2; exit 4"))])).await;
    let arguments = vec!["v2".to_owned()];
    let environment = vec![("MODE".to_owned(), "care".to_owned())];
    let (code, events) = run(&stage, RunRequest { task: "migrate".into(), arguments, environment }).await;
    assert_eq!(code, Some(4));
    let mut lines: Vec<(bool, String)> = events
        .iter()
        .filter_map(|event| match event {
            RunEvent::Line { error, text, unit } if unit == "migrate" => Some((*error, text.clone())),
            _ => None,
        })
        .collect();
    lines.sort();
    assert_eq!(lines, [(false, "to v2 with care".to_owned()), (true, "oh".to_owned())]);
    assert!(matches!(events.first(), Some(RunEvent::Started { .. })));
    assert_eq!(events.last(), Some(&RunEvent::Ended { exit: Exit::Code(4) }));
    let runs = &stage.state().tasks[0].runs;
    assert_eq!((runs.len(), runs[0].exit.clone(), &*runs[0].cause), (1, Some(Exit::Code(4)), "run"));
    assert_eq!(run(&stage, request("other")).await.0, None);
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn a_run_over_the_socket_is_the_same() {
    let stage = Stage::new().await;
    stage.deploy(&tasks(vec![task("migrate", line("echo done; kill -9 $$"))])).await;
    let client = stage.supervisor.client();
    let mut lines = Vec::new();
    let migrate = request("migrate");
    let code = client.run(&migrate, |event| {
        if let RunEvent::Line { text, .. } = event {
            lines.push(text);
        }
    });
    assert_eq!(code.await.unwrap(), 137);
    assert_eq!(lines, ["done"]);
    let refused = client.run(&request("other"), |_| ()).await.unwrap_err();
    assert!(refused.to_string().contains("deploy it first"), "{refused}");
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn a_task_that_two_services_wait_for_runs_once_and_before_them() {
    let stage = Stage::new().await;
    let file = stage.place.root().join("migrated");
    let migrate = task("migrate", line(&format!("echo one >> {}", file.display())));
    let waits = |item: &str, version: &str| {
        let starts = line(&format!("test -s {} && exec {SERVER}", file.display()));
        let mut service = service(item, starts, &[("VERSION", version)]);
        service.before = vec!["migrate".to_owned()];
        service
    };
    let spec = |version: &str| Spec {
        tasks: vec![migrate.clone()],
        ..routed(0, vec![waits("web", version), waits("api", version)])
    };
    let count = || std::fs::read_to_string(&file).unwrap().lines().count();
    stage.deploy(&spec("1")).await;
    assert_eq!(count(), 1);
    stage.deploy(&spec("1")).await;
    assert_eq!(count(), 1, "nothing is deployed");
    stage.deploy(&spec("2")).await;
    assert_eq!(count(), 2);
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn where_the_task_before_it_fails_a_service_stays_as_it_is() {
    let stage = Stage::new().await;
    let with = |version: &str, code: u32| {
        let mut web = service("web", program(SERVER), &[("VERSION", version)]);
        web.before = vec!["migrate".to_owned()];
        Spec { tasks: vec![task("migrate", line(&format!("echo hm; exit {code}")))], ..routed(0, vec![web]) }
    };
    stage.deploy(&with("1", 0)).await;
    let (succeeded, events) = stage.apply(&with("2", 1)).await;
    assert!(!succeeded);
    let outcome = events.outcome("web");
    assert_eq!(outcome.state, OutcomeState::Failed);
    assert_eq!(outcome.detail, "`migrate` must succeed before it: exit code 1");
    assert_eq!(events.reports()[0].logs[0].lines, ["hm"]);
    assert!(stage.get("/").await.body.starts_with("1 "));
    assert_eq!(stage.supervisor.spec().services[0].revision, "VERSION=1");
    stage.supervisor.stop().await;
}

/// A clock that is set by hand, and a schedule that is due each hundred seconds.
#[derive(Clone, Default)]
struct ByHand(Arc<Mutex<i64>>);

impl Clock for ByHand {
    fn now(&self) -> i64 {
        *self.0.lock().unwrap()
    }
}

impl Schedules for ByHand {
    fn next(&self, task: &Task, _: i64, now: i64) -> Vec<Option<i64>> {
        task.schedules.iter().map(|_| Some((now / 100 + 1) * 100)).collect()
    }
}

#[tokio::test]
async fn a_schedule_starts_its_task() {
    let clock = ByHand::default();
    let stage = Stage::with(|parts| {
        parts.clock = Arc::new(clock.clone());
        parts.schedules = Arc::new(clock.clone());
    })
    .await;
    let mut nightly = task("nightly", line("echo night"));
    nightly.schedules = vec![Schedule { expression: "rate(1 minute)".into(), timezone: None }];
    stage.deploy(&tasks(vec![nightly.clone()])).await;
    assert_eq!(stage.state().tasks[0].next, [Some(100)]);
    *clock.0.lock().unwrap() = 99;
    // It is looked again when something is deployed.
    let mut more = tasks(vec![nightly.clone(), task("other", line("true"))]);
    stage.deploy(&more).await;
    assert_eq!(stage.state().tasks[0].runs, []);
    *clock.0.lock().unwrap() = 101;
    until("it has run", || stage.state().tasks[0].runs.iter().any(|run| run.exit == Some(Exit::Code(0)))).await;
    assert_eq!(stage.state().tasks[0].runs[0].cause, "schedule");
    more.tasks[0].paused = true;
    stage.deploy(&more).await;
    assert_eq!(stage.state().tasks[0].next, [None]);
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn units_start_in_their_order_and_share_what_the_task_has() {
    let stage = Stage::new().await;
    let scratch =
        |at: &str| Volume { name: "shared".into(), kind: VolumeKind::OfTask, at: at.into(), read_only: false };
    let mut both = task("import", line("cat \"$VOLUME_SHARED/file\"; test -n \"$PORT_9000\""));
    both.units[0].volumes = vec![scratch("/data")];
    both.units[0].after = vec![("setup".to_owned(), "success".to_owned())];
    let mut setup = unit("setup", line("echo ready > \"$VOLUME_SHARED/file\"; echo $PORT"), &[]);
    setup.volumes = vec![scratch("/other")];
    setup.ports = vec![infra_local::spec::Address { port: 9000, name: None, udp: false }];
    setup.essential = false;
    both.units.push(setup);
    let mut failing = both.clone();
    failing.item = "failing".into();
    failing.units[1].program = line("exit 2");
    stage.deploy(&tasks(vec![both, failing])).await;
    let (code, events) = run(&stage, request("import")).await;
    assert_eq!(code, Some(0), "{events:?}");
    let is_line = |event: &RunEvent| matches!(event, RunEvent::Line { text, .. } if text == "ready");
    assert!(events.iter().any(is_line), "{events:?}");
    let (code, events) = run(&stage, request("failing")).await;
    assert_eq!(code, Some(127));
    let Some(RunEvent::Ended { exit: Exit::NotStarted(why) }) = events.last() else { panic!("{events:?}") };
    assert_eq!(why, "`setup` must succeed before it: exit code 2");
    assert!(!stage.place.folder().join("tasks").read_dir().unwrap().any(|_| true), "its own folder goes with a task");
    stage.supervisor.stop().await;
}
