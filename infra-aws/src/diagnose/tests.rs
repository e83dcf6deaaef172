use infra_core::event::{LogTail, ServiceEvent, TargetState};

use super::evidence::ContainerEnd;
use super::*;

fn crashed(task: &str, code: i32) -> Stop {
    Stop {
        task: task.into(),
        code: "EssentialContainerExited".into(),
        reason: "Essential container in task exited".into(),
        containers: vec![
            ContainerEnd { name: "proxy".into(), exit_code: Some(0), ..ContainerEnd::default() },
            ContainerEnd { name: "web".into(), exit_code: Some(code), ..ContainerEnd::default() },
        ],
    }
}

fn spot(task: &str) -> Stop {
    Stop {
        task: task.into(),
        code: "SpotInterruption".into(),
        reason: "Your Spot Task was interrupted.".into(),
        containers: Vec::new(),
    }
}

fn subject() -> Subject {
    Subject {
        item: "web".into(),
        is_task: false,
        image: "web:2".into(),
        platform: "linux/amd64".into(),
        memory: 512,
        port: Some(8080),
        health_path: "/healthz".into(),
        health_codes: "200".into(),
        grace_seconds: 30,
        log_group: "/ecs/shop-prod-web".into(),
        optional: Vec::new(),
        waits: Vec::new(),
    }
}

fn of(evidence: &Evidence) -> Report {
    report(&subject(), "7", RolloutState::RolledBack, None, evidence)
}

#[test]
fn tasks_that_stopped_alike_are_one_group() {
    let evidence = Evidence { stops: vec![crashed("a", 1), crashed("b", 2), crashed("c", 2)], ..Evidence::default() };
    let report = of(&evidence);
    let groups: Vec<(u32, Option<i32>, &str)> =
        report.stops.iter().map(|group| (group.count, group.exit_code, group.task.as_str())).collect();
    assert_eq!(groups, [(2, Some(2), "b"), (1, Some(1), "a")]);
    assert_eq!(report.cause, Cause::Crash);
    assert_eq!(report.explanation, "container web ended with exit code 2");
}

#[test]
fn what_a_task_did_counts_before_what_was_done_to_it() {
    let evidence = Evidence { stops: vec![spot("a"), spot("b"), crashed("c", 1)], ..Evidence::default() };
    assert_eq!(of(&evidence).cause, Cause::Crash);
    let evidence = Evidence { stops: vec![spot("a")], ..Evidence::default() };
    assert_eq!(of(&evidence).cause, Cause::SpotInterruption);
}

#[test]
fn the_exit_code_is_of_a_task_that_stopped_for_the_cause() {
    // Two that AWS took back, whose container ended as it was told to, are the larger group.
    let container = ContainerEnd { name: "web".into(), exit_code: Some(143), ..ContainerEnd::default() };
    let taken_back = |task| Stop { containers: vec![container.clone()], ..spot(task) };
    let stops = vec![taken_back("a"), taken_back("b"), crashed("c", 3)];
    let report = of(&Evidence { stops, ..Evidence::default() });
    assert_eq!((report.cause, report.explanation.as_str()), (Cause::Crash, "container web ended with exit code 3"));
    assert_eq!(report.stops[0].code, "SpotInterruption");
}

#[test]
fn an_alarm_is_certain() {
    let evidence = Evidence { stops: vec![crashed("a", 1)], alarms: vec!["shop-5xx".into()], ..Evidence::default() };
    assert_eq!(of(&evidence).cause, Cause::Alarm);
    assert!(of(&evidence).explanation.contains("shop-5xx"));
}

#[test]
fn without_a_stopped_task_the_service_tells() {
    let event = ServiceEvent { at: 1, message: "(service web) was unable to place a task because ..".into() };
    let evidence = Evidence { events: vec![event], ..Evidence::default() };
    assert_eq!(of(&evidence).cause, Cause::Capacity);
    let target = TargetState {
        target: "10.0.0.1:8080".into(),
        state: "unhealthy".into(),
        reason: "Target.ResponseCodeMismatch".into(),
        description: "Health checks failed with these codes: [404]".into(),
    };
    let report = of(&Evidence { targets: vec![target], ..Evidence::default() });
    assert_eq!(report.cause, Cause::TargetHealth);
    assert_eq!(
        report.explanation,
        "the load balancer's health check of `/healthz` fails: Health checks failed with these codes: [404]"
    );
    assert!(report.hints[0].contains("`/healthz` has to answer 200"), "{:?}", report.hints);
}

#[test]
fn nothing_known_is_said_as_such() {
    let evidence = Evidence { reason: "Service deployment failed.".into(), ..Evidence::default() };
    let report = of(&evidence);
    assert_eq!((report.cause, report.explanation.as_str()), (Cause::Unknown, "Service deployment failed."));
    assert_eq!(super::report(&subject(), "7", RolloutState::TimedOut, None, &Evidence::default()).cause, Cause::Slow);
}

#[test]
fn a_report_shows_the_evidence_in_lines() {
    let logs = vec![LogTail { container: "web".into(), task: "a".into(), lines: vec!["no database".into()] }];
    let evidence = Evidence { stops: vec![crashed("a", 1)], logs, ..Evidence::default() };
    assert_eq!(
        of(&evidence).to_string(),
        "web service: revision 7 rolled back: container web ended with exit code 1 [crash]\n  \
         1 × EssentialContainerExited: Essential container in task exited; container web exit code 1 (as task a)\n  \
         last lines of container web of task a:\n    no database\n  \
         what to do: its last lines are above, all of them in log group /ecs/shop-prod-web; mend it and deploy again"
    );
}
