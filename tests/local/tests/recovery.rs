//! Supervisors in processes of their own, and what is left of them.

use std::path::Path;
use std::time::Duration;

use infra_local::control::Client;
use infra_local::machine;
use infra_local::place::Place;
use infra_local::spec::{Size, Spec};
use infra_local::supervisor::{self, StartError, Supervisor};
use local::{Folder, get, is_running, kill, memory, program, routed, service, until};

use crate::{SERVER, SUPERVISOR};

async fn detached(place: &Place) -> Client {
    let arguments = [place.root().display().to_string(), place.app().to_owned(), place.stage().to_owned()];
    supervisor::ensure(place, Path::new(SUPERVISOR), &arguments).await.unwrap()
}

async fn deploy(client: &Client, spec: &Spec) {
    let mut events = Vec::new();
    let succeeded = client.apply(spec, |event| events.push(event)).await.unwrap();
    assert!(succeeded, "{events:#?}");
}

/// Waits until nobody answers: of a process that is killed, the socket can be open a moment longer.
async fn silent(place: &Place) {
    let waited = tokio::time::timeout(Duration::from_mins(1), async {
        while Client::connect(place).await.unwrap().is_some() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    assert!(waited.await.is_ok(), "it still answers");
}

fn web(environment: &[(&str, &str)]) -> Spec {
    routed(0, vec![service("web", program(SERVER), environment)])
}

#[tokio::test]
async fn a_supervisor_that_was_killed_leaves_nothing_that_the_next_command_does_not_clean() {
    let folder = Folder::new();
    let place = Place::new(folder.path(), "shop", "dev");
    let client = detached(&place).await;
    let mut spec = web(&[("CHILD", "1"), ("TERM", "ignore")]);
    spec.services[0].replicas = 3;
    deploy(&client, &spec).await;
    let state = client.state().await.unwrap();
    let pids: Vec<u32> = state.services[0].replicas.iter().filter_map(|replica| replica.pid).collect();
    kill(state.supervisor.pid);
    silent(&place).await;
    assert!(pids.iter().all(|pid| is_running(*pid)), "they go on without it");

    let parts = machine::parts(&place);
    assert_eq!(supervisor::recover(&place, &parts.containers).await.unwrap(), 3);
    for pid in pids {
        until("a replica is gone", || !is_running(pid)).await;
    }
    assert_eq!(supervisor::recover(&place, &parts.containers).await.unwrap(), 0, "there is nothing left");

    // And a new one begins where nothing is.
    let client = detached(&place).await;
    deploy(&client, &web(&[("VERSION", "2")])).await;
    let address = client.state().await.unwrap().endpoints[0].address;
    assert!(get(address, "/").await.unwrap().body.starts_with("2 "));
    client.stop(|_| ()).await.unwrap();
}

/// The processes that run in a folder.
fn running_in(folder: &Path) -> Vec<u32> {
    let pids = std::fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    pids.filter(|pid| std::fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd == folder)).collect()
}

#[tokio::test]
async fn a_supervisor_that_is_killed_while_it_starts_services_leaves_none_that_nobody_knows() {
    let folder = Folder::new();
    let place = Place::new(folder.path(), "shop", "dev");
    for wanted in [1, 10, 25] {
        let client = detached(&place).await;
        let services = (0..30).map(|number| service(&format!("s{number}"), program(SERVER), &[("CHILD", "1")]));
        let spec = routed(0, services.collect());
        let (deploying, state) = (client.clone(), client.clone());
        let deployed = tokio::spawn(async move { deploying.apply(&spec, |_| ()).await });
        let supervisor = loop {
            let state = state.state().await.unwrap();
            let replicas = state.services.iter().flat_map(|service| &service.replicas);
            if replicas.filter(|replica| replica.pid.is_some()).count() >= wanted {
                break state.supervisor.pid;
            }
        };
        kill(supervisor);
        assert!(deployed.await.unwrap().is_err(), "the answer was cut off");
        silent(&place).await;
        supervisor::recover(&place, &machine::parts(&place).containers).await.unwrap();
        until("nothing runs in its folder", || running_in(folder.path()).is_empty()).await;
    }
}

#[tokio::test]
async fn the_next_supervisor_cleans_up_by_itself() {
    let folder = Folder::new();
    let place = Place::new(folder.path(), "shop", "dev");
    let client = detached(&place).await;
    deploy(&client, &web(&[("VERSION", "1")])).await;
    let state = client.state().await.unwrap();
    let pid = state.services[0].replicas[0].pid.unwrap();
    kill(state.supervisor.pid);
    let supervisor = Supervisor::start(place.clone(), machine::parts(&place), false).await.unwrap();
    assert!(!is_running(pid));
    supervisor.stop().await;
}

#[tokio::test]
async fn a_stage_has_one_supervisor() {
    let folder = Folder::new();
    let place = Place::new(folder.path(), "shop", "dev");
    let first = Supervisor::start(place.clone(), machine::parts(&place), false).await.unwrap();
    let second = Supervisor::start(place.clone(), machine::parts(&place), false).await;
    assert!(matches!(second, Err(StartError::Taken { pid: Some(pid), .. }) if pid == std::process::id()));
    // One that runs loses nothing to a command that looks for what is left.
    let parts = machine::parts(&place);
    assert_eq!(supervisor::recover(&place, &parts.containers).await.unwrap(), 0);
    assert!(Client::connect(&place).await.unwrap().is_some());
    first.stop().await;
    let third = Supervisor::start(place.clone(), machine::parts(&place), false).await.unwrap();
    third.stop().await;
}

#[tokio::test]
async fn two_stages_run_beside_each_other() {
    let folder = Folder::new();
    let (dev, test) = (Place::new(folder.path(), "shop", "dev"), Place::new(folder.path(), "shop", "test"));
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let spec = |version| routed(port, vec![service("web", program(SERVER), &[("VERSION", version)])]);
    let (first, second) = (detached(&dev).await, detached(&test).await);
    deploy(&first, &spec("1")).await;
    deploy(&second, &spec("2")).await;
    let endpoints = [first.state().await.unwrap().endpoints, second.state().await.unwrap().endpoints];
    assert_eq!(endpoints[0][0].address.port(), port);
    assert_ne!(endpoints[1][0].address.port(), port, "it is taken");
    assert!(get(endpoints[0][0].address, "/").await.unwrap().body.starts_with("1 "));
    assert!(get(endpoints[1][0].address, "/").await.unwrap().body.starts_with("2 "));
    first.stop(|_| ()).await.unwrap();
    assert!(get(endpoints[1][0].address, "/").await.is_some(), "the other one goes on");

    // The port that was found stays, also when the declared one has become free.
    second.stop(|_| ()).await.unwrap();
    let again = detached(&test).await;
    deploy(&again, &spec("2")).await;
    let address = again.state().await.unwrap().endpoints[0].address;
    assert!(get(address, "/").await.unwrap().body.starts_with("2 "));
    again.stop(|_| ()).await.unwrap();
}

#[tokio::test]
async fn a_hundred_services_start_and_stop_and_their_supervisor_is_small() {
    let folder = Folder::new();
    let place = Place::new(folder.path(), "shop", "dev");
    let client = detached(&place).await;
    let services = (0..100).map(|number| {
        let mut service = service(&format!("s{number}"), program(SERVER), &[("VERSION", "1")]);
        service.size = Size { cpu: 1024, memory: 128 };
        // They start all at once on a machine that may do much else.
        let check = service.check.as_mut().unwrap();
        (check.grace_seconds, check.timeout_seconds, check.unhealthy) = (120, 30, 10);
        service
    });
    deploy(&client, &routed(0, services.collect())).await;
    let state = client.state().await.unwrap();
    assert_eq!(state.services.iter().map(|service| service.healthy).sum::<u32>(), 100);
    let pids: Vec<u32> =
        state.services.iter().flat_map(|service| &service.replicas).filter_map(|replica| replica.pid).collect();
    assert_eq!(pids.len(), 100);
    let address = state.endpoints[0].address;
    assert_eq!(get(address, "/s99/").await.unwrap().code, 200);
    let kib = memory(state.supervisor.pid);
    assert!(kib < 60 * 1024, "the supervisor holds {kib} KiB");
    client.stop(|_| ()).await.unwrap();
    assert!(pids.iter().all(|pid| !is_running(*pid)));
    until("the supervisor is gone", || !is_running(state.supervisor.pid)).await;
}

#[tokio::test]
async fn a_supervisor_that_cannot_start_says_why() {
    let folder = Folder::new();
    let place = Place::new(folder.path(), "shop", "dev");
    let failed =
        tokio::time::timeout(Duration::from_mins(1), supervisor::detach(&place, Path::new(SUPERVISOR), &[])).await;
    assert!(matches!(failed.unwrap(), Err(StartError::Ended { .. })));
}
