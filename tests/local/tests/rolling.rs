//! One revision takes the place of another.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};

use infra_core::event::{Cause, OutcomeState, RolloutState};
use infra_local::spec::{Program, Service, Spec};
use local::{Stage, get, is_running, line, program, routed, service, until};

use crate::SERVER;

fn web(environment: &[(&str, &str)]) -> Spec {
    routed(0, vec![service("web", program(SERVER), environment)])
}

fn of(replicas: u32, environment: &[(&str, &str)]) -> Spec {
    let mut spec = web(environment);
    spec.services[0].replicas = replicas;
    spec
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_request_is_lost_when_a_new_revision_takes_over() {
    let stage = Stage::new().await;
    stage.deploy(&of(2, &[("VERSION", "1")])).await;
    let (address, done) = (stage.address(), Arc::new(AtomicBool::new(false)));
    let (answered, seen) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicBool::new(false)));
    let clients: Vec<_> = (0..4)
        .map(|client| {
            let (done, answered, seen) = (Arc::clone(&done), Arc::clone(&answered), Arc::clone(&seen));
            tokio::spawn(async move {
                let mut lost = Vec::new();
                while !done.load(SeqCst) {
                    let path = if client == 0 { "/slow" } else { "/" };
                    match get(address, path).await {
                        Some(answer) if answer.code == 200 => {
                            answered.fetch_add(1, SeqCst);
                            if answer.body.starts_with("3 ") {
                                seen.store(true, SeqCst);
                            }
                        }
                        other => lost.push(other),
                    }
                }
                lost
            })
        })
        .collect();
    stage.deploy(&of(2, &[("VERSION", "2")])).await;
    stage.deploy(&of(2, &[("VERSION", "3")])).await;
    until("requests reach the last revision", || seen.load(SeqCst) && answered.load(SeqCst) > 2_000).await;
    done.store(true, SeqCst);
    for client in clients {
        let lost = client.await.unwrap();
        assert!(lost.is_empty(), "{} of {} are lost: {:?}", lost.len(), answered.load(SeqCst), lost.first());
    }
    assert!(stage.get("/").await.body.starts_with("3 "));
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn without_room_for_more_the_old_ones_go_first() {
    let stage = Stage::new().await;
    let with = |version| {
        let mut spec = of(2, &[("VERSION", version)]);
        (spec.services[0].min_percent, spec.services[0].max_percent) = (50, 100);
        spec
    };
    stage.deploy(&with("1")).await;
    let old: Vec<u32> = stage.healthy("web").iter().filter_map(|replica| replica.pid).collect();
    stage.deploy(&with("2")).await;
    assert_eq!(stage.healthy("web").len(), 2);
    assert!(old.iter().all(|pid| !is_running(*pid)), "the old ones still run");
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn a_second_deploy_of_the_same_does_nothing() {
    let stage = Stage::new().await;
    let spec = of(2, &[("VERSION", "1")]);
    stage.deploy(&spec).await;
    let before = stage.healthy("web");
    let (_, events) = stage.apply(&spec).await;
    assert_eq!(events.outcome("web").state, OutcomeState::Unchanged);
    assert_eq!(stage.healthy("web"), before);
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn more_and_fewer_replicas_leave_the_others_alone() {
    let stage = Stage::new().await;
    let pids = |stage: &Stage| -> Vec<u32> { stage.healthy("web").iter().filter_map(|replica| replica.pid).collect() };
    stage.deploy(&of(1, &[("VERSION", "1")])).await;
    let first = pids(&stage);
    stage.deploy(&of(3, &[("VERSION", "1")])).await;
    assert_eq!((pids(&stage).len(), pids(&stage)[0]), (3, first[0]));
    stage.deploy(&of(1, &[("VERSION", "1")])).await;
    assert_eq!(pids(&stage), first);
    stage.supervisor.stop().await;
}

/// Deploys what fails over what runs, and sees that what ran goes on.
async fn fails(bad: &Service) -> infra_core::event::Report {
    let stage = Stage::new().await;
    stage.deploy(&web(&[("VERSION", "good")])).await;
    let pid = stage.pid("web");
    let mut spec = web(&[]);
    spec.services[0] = bad.clone();
    let (succeeded, events) = stage.apply(&spec).await;
    assert!(!succeeded);
    assert_eq!(events.outcome("web").state, OutcomeState::Rollout(RolloutState::RolledBack), "{:#?}", events.all());
    assert_eq!(stage.pid("web"), pid, "the old replica went on");
    assert!(stage.get("/").await.body.starts_with("good "));
    assert_eq!(stage.supervisor.spec().services[0].revision, "VERSION=good");
    let reports = events.reports();
    stage.supervisor.stop().await;
    assert_eq!(reports.len(), 1, "{reports:#?}");
    reports[0].clone()
}

#[tokio::test]
async fn a_revision_that_crashes_is_rolled_back_with_its_last_words() {
    let report = fails(&service("web", program(SERVER), &[("VERSION", "bad"), ("START", "crash")])).await;
    assert_eq!(report.cause, Cause::Crash);
    assert!(report.explanation.contains("exit code 3"), "{report}");
    assert_eq!((report.stops[0].count, report.stops[0].exit_code), (2, Some(3)));
    let mut lines = report.logs[0].lines.clone();
    lines.sort();
    assert_eq!(lines, ["no database: giving up", "version bad begins"]);
}

#[tokio::test]
async fn a_revision_on_whose_port_nothing_listens_is_told_of_the_port() {
    let report = fails(&service("web", program(SERVER), &[("VERSION", "bad"), ("START", "silent")])).await;
    assert_eq!(report.cause, Cause::TargetHealth);
    assert!(report.explanation.contains("nothing listens on 127.0.0.1:"), "{report}");
    assert!(report.hints[0].contains("the variable PORT"), "{report}");
}

#[tokio::test]
async fn a_revision_that_is_never_well_is_rolled_back() {
    let report = fails(&service("web", program(SERVER), &[("VERSION", "bad"), ("START", "sick")])).await;
    assert_eq!(report.cause, Cause::TargetHealth);
    assert!(report.explanation.contains("answers 500"), "{report}");
}

#[tokio::test]
async fn a_program_that_is_not_there_is_told() {
    let report = fails(&service("web", program("/does/not/exist"), &[("VERSION", "bad")])).await;
    assert_eq!(report.cause, Cause::CommandMissing);
}

#[tokio::test]
async fn a_service_that_ends_by_itself_is_told_to_be_a_task() {
    let report = fails(&service("web", line("true"), &[("VERSION", "bad")])).await;
    assert_eq!(report.cause, Cause::Exited);
    assert!(report.hints[0].contains("#[task]"), "{report}");
}

#[tokio::test]
async fn what_fails_at_first_is_told_and_tried_again() {
    let stage = Stage::new().await;
    let file = stage.place.root().join("database");
    let waits = line(&format!("test -f {} && exec {SERVER}", file.display()));
    let spec = routed(0, vec![service("web", waits, &[("VERSION", "1")])]);
    let (succeeded, events) = stage.apply(&spec).await;
    assert!(!succeeded);
    assert_eq!(events.outcome("web").state, OutcomeState::Rollout(RolloutState::Failed));
    let (succeeded, events) = stage.apply(&spec).await;
    assert!(!succeeded && !events.reports().is_empty(), "the same is deployed anew");
    std::fs::write(&file, "there").unwrap();
    until("it runs", || stage.service("web").deployment == RolloutState::Succeeded).await;
    assert!(stage.get("/").await.body.starts_with("1 "));
    let (_, events) = stage.apply(&spec).await;
    assert_eq!(events.outcome("web").state, OutcomeState::Unchanged);
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn a_newer_deploy_takes_the_place_of_one_that_goes_on() {
    let stage = Arc::new(Stage::new().await);
    stage.deploy(&web(&[("VERSION", "1")])).await;
    // It would take its time: it is only asked after half an hour.
    let mut slow = service("web", Program::Line("sleep 100000".to_owned()), &[("VERSION", "2")]);
    slow.check.as_mut().unwrap().grace_seconds = 1_800;
    let (older, spec) = (Arc::clone(&stage), routed(0, vec![slow]));
    let older = tokio::spawn(async move { older.apply(&spec).await });
    until("the older one has begun", || stage.service("web").replicas.len() == 2).await;
    stage.deploy(&web(&[("VERSION", "3")])).await;
    let (succeeded, events) = older.await.unwrap();
    assert!(!succeeded);
    assert_eq!(events.outcome("web").state, OutcomeState::Rollout(RolloutState::Superseded));
    assert!(stage.get("/").await.body.starts_with("3 "));
    assert_eq!(stage.service("web").replicas.len(), 1);
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn why_a_port_is_another_is_said_as_long_as_it_is() {
    let stage = Stage::new().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let services = || vec![service("web", program(SERVER), &[])];
    stage.deploy(&routed(port, services())).await;
    let said =
        format!("main: another program listens on port {port}, it is http://localhost:{}", stage.address().port());
    assert_eq!(stage.state().notes, [said]);
    stage.deploy(&routed(0, services())).await;
    assert_eq!(stage.state().notes, [""; 0]);
    stage.supervisor.stop().await;
}
