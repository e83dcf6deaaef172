//! Runs of tasks.

use std::sync::{Arc, Mutex};

use infra_local::control::{Exit, RunEvent, RunRequest};
use infra_local::spec::{Size, Spec};
use local::{Stage, task};

use crate::podman::harness::Podman;

async fn run(stage: &Stage, task: &str, arguments: &[&str]) -> (Option<i32>, Vec<RunEvent>) {
    let events = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&events);
    let arguments = arguments.iter().map(|word| (*word).to_owned()).collect();
    let request = RunRequest { task: task.to_owned(), arguments, ..RunRequest::default() };
    let code = stage.supervisor.run(request, move |event| told.lock().unwrap().push(event)).await;
    let events = events.lock().unwrap().clone();
    (code, events)
}

#[tokio::test]
async fn a_run_has_its_output_its_code_and_its_limits() {
    let Some(podman) = Podman::new() else { return };
    let stage = podman.stage().await;
    let mut work = task("work", podman.program(&["exit", "0"]));
    work.size = Size { cpu: 256, memory: 64 };
    let mut missing = task("missing", podman.program(&["exit", "0"]));
    let infra_local::spec::Program::Image(image) = &mut missing.units[0].program else { panic!("no image") };
    image.entrypoint = vec!["/no-such-program".into()];
    let tasks = vec![work, missing];
    let spec = Spec { app: "shop".into(), stage: "dev".into(), tasks, ..Spec::default() };
    stage.deploy(&spec).await;
    let (code, events) = run(&stage, "work", &[]).await;
    assert_eq!(code, Some(0), "{events:?}");
    let line = |wanted: &str, is_error: bool| {
        events
            .iter()
            .any(|event| matches!(event, RunEvent::Line { text, error, .. } if text == wanted && *error == is_error))
    };
    assert!(line("to the output", false) && line("to the errors", true), "{events:?}");
    assert_eq!(run(&stage, "work", &["exit", "7"]).await.0, Some(7));
    assert_eq!(run(&stage, "work", &["eat", "16"]).await.0, Some(0));
    assert_eq!(run(&stage, "work", &["eat", "256"]).await.0, Some(137), "more than it may have");
    let (code, events) = run(&stage, "missing", &[]).await;
    assert!(code.is_some_and(|code| code >= 125), "{code:?}: {events:?}");
    assert!(!matches!(events.last(), Some(RunEvent::Ended { exit: Exit::Code(0) })));
    stage.supervisor.stop().await;
    assert!(podman.containers(&stage.place.folder()).is_empty());
}
