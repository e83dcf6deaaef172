//! Tasks of several containers, and of containers beside a process.

use infra_local::spec::{Address, Check, Probe, Unit};
use local::{check, program, routed, service, unit};

use crate::podman::harness::{Podman, contained, patient};

fn listens(unit: &mut Unit, port: u16, name: &str) {
    unit.ports = vec![Address { port, name: Some(name.to_owned()), udp: false }];
    unit.environment.push(("PORT".to_owned(), port.to_string()));
}

/// The check of what listens on 9000, in its container.
fn asked() -> Check {
    let command = ["/contained", "ask", "http://127.0.0.1:9000/healthz"].map(str::to_owned).to_vec();
    Check { probe: Probe::Command { command }, grace_seconds: 60, ..check() }
}

#[tokio::test]
async fn containers_of_a_task_have_the_same_localhost() {
    let Some(podman) = Podman::new() else { return };
    let stage = podman.stage().await;
    let mut web = podman.service("web", &[("SIDE", "http://127.0.0.1:9000/env/NAME")]);
    web.units[0].after = vec![("setup".into(), "success".into()), ("side".into(), "healthy".into())];
    // The first to start is the first to end.
    let mut setup = unit("setup", podman.program(&["exit", "0"]), &[]);
    setup.essential = false;
    let mut side = unit("side", podman.program(&[]), &[("NAME", "side")]);
    listens(&mut side, 9000, "side");
    side.check = Some(asked());
    web.units.extend([setup, side]);
    web.replicas = 2;
    stage.deploy(&routed(0, vec![web])).await;
    for _ in 0..2 {
        assert_eq!(stage.get("/call/SIDE").await.body, "side");
        assert_eq!(stage.get("/env/PORT_SIDE").await.body, "9000");
    }
    stage.supervisor.stop().await;
    assert!(podman.containers(&stage.place.folder()).is_empty());
}

#[tokio::test]
async fn a_process_and_the_container_beside_it_find_each_other_where_they_say_localhost() {
    let Some(podman) = Podman::new() else { return };
    let stage = podman.stage().await;
    let environment = [("VERSION", "main"), ("SIDE", "http://127.0.0.1:9000/call/BACK")];
    let mut web = patient(service("web", program(&contained().display().to_string()), &environment));
    let mut side = unit("side", podman.program(&[]), &[("BACK", "http://localhost:8080/env/VERSION")]);
    listens(&mut side, 9000, "side");
    side.check = Some(asked());
    web.units[0].after = vec![("side".into(), "healthy".into())];
    web.units.push(side);
    stage.deploy(&routed(0, vec![web])).await;
    let answer = stage.get("/call/SIDE").await;
    assert_eq!(answer.body, "main");
    stage.supervisor.stop().await;
    assert!(podman.containers(&stage.place.folder()).is_empty());
}
