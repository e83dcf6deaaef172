//! What fails while it runs.

use local::{Stage, group, is_running, kill, line, program, routed, service, until};

use crate::SERVER;

#[tokio::test]
async fn a_replica_that_is_killed_is_replaced_with_all_that_it_had_started() {
    let stage = Stage::new().await;
    let mut spec = routed(0, vec![service("web", program(SERVER), &[("CHILD", "1")])]);
    spec.services[0].replicas = 2;
    stage.deploy(&spec).await;
    let killed = stage.healthy("web")[0].clone();
    let log = stage.place.logs();
    let pid = killed.pid.unwrap();
    kill(pid);
    until("it is replaced", || {
        let healthy = stage.healthy("web");
        healthy.len() == 2 && healthy.iter().all(|replica| replica.id != killed.id)
    })
    .await;
    assert_eq!(stage.service("web").restarts, 1);
    assert!(log.exists());
    let left = group(pid);
    assert_eq!(left, Vec::<u32>::new(), "what it had started still runs");
    assert_eq!(stage.get("/").await.code, 200);
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn a_replica_that_becomes_sick_leaves_the_balance_and_is_replaced() {
    let stage = Stage::new().await;
    let mut spec = routed(0, vec![service("web", program(SERVER), &[("VERSION", "1")])]);
    spec.services[0].replicas = 2;
    stage.deploy(&spec).await;
    let sick: u32 = stage.get("/sick").await.body.parse().unwrap();
    until("it is replaced", || {
        let pids: Vec<_> = stage.healthy("web").iter().filter_map(|replica| replica.pid).collect();
        pids.len() == 2 && !pids.contains(&sick)
    })
    .await;
    until("it is gone", || !is_running(sick)).await;
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn where_no_replica_is_healthy_those_are_asked_that_were() {
    let stage = Stage::new().await;
    // The first replica runs, and all that come after it are never ready.
    let first = stage.place.root().join("first");
    let once = line(&format!("mkdir {} && exec {SERVER}; exec sleep 100000", first.display()));
    stage.deploy(&routed(0, vec![service("web", once, &[("VERSION", "1")])])).await;
    let sick: u32 = stage.get("/sick").await.body.parse().unwrap();
    until("its replacement was given up once", || stage.service("web").restarts > 0).await;
    assert_eq!(stage.healthy("web").len(), 0);
    assert_eq!(stage.get("/").await.body, format!("1 {sick}"), "as behind a load balancer of AWS");
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn a_crash_in_the_middle_of_an_answer_is_the_balancers_to_answer() {
    let stage = Stage::new().await;
    stage.deploy(&routed(0, vec![service("web", program(SERVER), &[("VERSION", "1")])])).await;
    let pid = stage.pid("web");
    assert_eq!(stage.get("/crash").await.code, 502);
    until("it is replaced", || stage.healthy("web").iter().any(|replica| replica.pid != Some(pid))).await;
    assert_eq!(stage.get("/").await.code, 200);
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn what_ignores_sigterm_is_killed_when_its_time_is_over() {
    let stage = Stage::new().await;
    let mut spec = routed(0, vec![service("web", program(SERVER), &[("TERM", "ignore")])]);
    spec.services[0].units[0].stop_seconds = 1;
    stage.deploy(&spec).await;
    let pid = stage.pid("web");
    stage.supervisor.stop().await;
    assert!(!is_running(pid));
}

#[tokio::test]
async fn nothing_is_left_when_a_stage_is_stopped() {
    let stage = Stage::new().await;
    let spec = routed(
        0,
        vec![service("web", program(SERVER), &[("CHILD", "1")]), service("api", program(SERVER), &[("VERSION", "1")])],
    );
    stage.deploy(&spec).await;
    let pids = [stage.pid("web"), stage.pid("api")];
    let folder = stage.place.folder();
    stage.supervisor.stop().await;
    for pid in pids {
        assert!(!is_running(pid));
        assert_eq!(group(pid), Vec::<u32>::new());
    }
    for file in ["control.sock", "children", "supervisor.json", "tasks"] {
        assert!(!folder.join(file).exists(), "{file}");
    }
}
