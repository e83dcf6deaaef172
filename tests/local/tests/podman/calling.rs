//! Calls between containers and processes, by the URL that each is given.

use infra_local::control::Exit;
use infra_local::spec::{Runnable, Service, Spec};
use local::{calls, program, routed, service, task, until};

use crate::podman::harness::{Podman, contained, patient};

fn process(item: &str, environment: &[(&str, &str)]) -> Service {
    patient(service(item, program(&contained().display().to_string()), environment))
}

/// The first calls the second.
async fn called(podman: &Podman, mut caller: Service, callee: Service) -> String {
    caller.connections.push(calls(&callee.item));
    let variable = caller.connections[0].variable.clone();
    let stage = podman.stage().await;
    let spec: Spec = routed(0, vec![caller, callee]);
    stage.deploy(&spec).await;
    let body = stage.get(&format!("/call/{variable}")).await.body;
    stage.supervisor.stop().await;
    body
}

#[tokio::test]
async fn a_container_calls_a_process() {
    let Some(podman) = Podman::new() else { return };
    let body = called(&podman, podman.service("web", &[]), process("api", &[("VERSION", "process")])).await;
    assert!(body.starts_with("process"), "{body}");
}

#[tokio::test]
async fn a_process_calls_a_container() {
    let Some(podman) = Podman::new() else { return };
    let body = called(&podman, process("web", &[]), podman.service("api", &[("VERSION", "container")])).await;
    assert!(body.starts_with("container"), "{body}");
}

#[tokio::test]
async fn a_container_calls_another() {
    let Some(podman) = Podman::new() else { return };
    let body = called(&podman, podman.service("web", &[]), podman.service("api", &[("VERSION", "other")])).await;
    assert!(body.starts_with("other"), "{body}");
}

#[tokio::test]
async fn a_container_runs_a_task_that_it_may_run() {
    let Some(podman) = Podman::new() else { return };
    let stage = podman.stage().await;
    let mut web = podman.service("web", &[]);
    web.runs.push(Runnable { variable: "RUN_WORK".to_owned(), task: "work".to_owned() });
    let work = task("work", podman.program(&["exit", "3"]));
    stage.deploy(&Spec { tasks: vec![work], ..routed(0, vec![web]) }).await;
    let answer = stage.get("/run/RUN_WORK").await;
    assert_eq!(answer.code, 201, "{}", answer.body);
    until("it has run", || stage.state().tasks[0].runs.iter().any(|run| run.exit == Some(Exit::Code(3)))).await;
    stage.supervisor.stop().await;
}
