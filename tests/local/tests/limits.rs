//! Memory and CPU are held as declared, where this machine lets them be.

use std::path::{Path, PathBuf};

use infra_core::event::Cause;
use infra_local::control::{Client, Exit, RunRequest};
use infra_local::machine;
use infra_local::place::Place;
use infra_local::spec::{Check, Size, Spec, UnitSize};
use infra_local::supervisor;
use local::{
    Folder, Stage, cgroups, cgroups_can_be_made, check, is_running, kill, line, program, routed, service, task, unit,
    until,
};

use crate::{SERVER, SUPERVISOR};

const SIZE: Size = Size { cpu: 256, memory: 64 };

/// A service with limits. Nobody gives it up because it is slow to start, as it is where the machine does much else.
fn web(environment: &[(&str, &str)]) -> Spec {
    let mut spec = routed(0, vec![service("web", program(SERVER), environment)]);
    spec.services[0].size = SIZE;
    spec.services[0].check = Some(Check { grace_seconds: 3_600, ..check() });
    spec
}

/// Each group of a stage with a file of this name, and what it says.
fn read(groups: &[PathBuf], name: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for group in groups {
        found.extend(std::fs::read_to_string(group.join(name)).map(|text| (group.clone(), text)));
        let entries = std::fs::read_dir(group).into_iter().flatten().flatten();
        let inside: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
        found.extend(read(&inside, name));
    }
    found
}

/// Says that limits are held here, or sees that whoever deploys is told why they are not.
fn are_held(stage: &Stage) -> bool {
    let notes = stage.state().notes;
    let is_said = notes.iter().any(|note| note.contains("not held on this machine: "));
    assert_eq!(is_said, !cgroups_can_be_made(), "{notes:?}");
    !is_said
}

#[tokio::test]
async fn what_wants_more_memory_than_its_task_has_is_ended_and_the_report_says_so() {
    let stage = Stage::new().await;
    let (succeeded, events) = stage.apply(&web(&[("START", "hungry")])).await;
    assert!(!succeeded);
    let report = events.reports().pop().expect("a report");
    // Where no group holds it, its allocation fails, and it says so.
    are_held(&stage);
    assert_eq!(report.cause, Cause::OutOfMemory, "{report:?}");
    let explanation = &report.explanation;
    assert!(explanation.starts_with("`web` ended: OutOfMemory: it wanted more than its limit of 64 MiB"), "{report:?}");
    assert_eq!(report.hints, ["raise `memory = 64` of `web`, or make it use less"]);
    assert_eq!(report.stops[0].exit_code, Some(137));
    let groups = cgroups(&stage.place);
    stage.supervisor.stop().await;
    assert!(groups.iter().all(|group| !group.exists()), "{groups:?}");
}

#[tokio::test]
async fn a_container_has_a_limit_of_its_own() {
    let stage = Stage::new().await;
    let mut spec = web(&[("VERSION", "1")]);
    let mut cache = unit("cache", program(SERVER), &[("START", "hungry")]);
    cache.size = UnitSize { memory: Some(16), cpu: Some(64), memory_reservation: Some(8) };
    spec.services[0].units.push(cache);
    // It cannot be healthy before the cache has ended.
    spec.services[0].units[0].after = vec![("cache".to_owned(), "complete".to_owned())];
    let (succeeded, events) = stage.apply(&spec).await;
    assert!(!succeeded);
    let report = events.reports().pop().expect("a report");
    let explanation = &report.explanation;
    assert!(
        explanation.starts_with("`cache` ended: OutOfMemory: it wanted more than its limit of 16 MiB"),
        "{report:?}"
    );
    assert_eq!(report.hints, ["raise `memory = 16` of `container(\"cache\", ..)` of `web`, or make it use less"]);
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn a_run_that_is_ended_for_its_memory_says_so() {
    let stage = Stage::new().await;
    let mut migrate = task("migrate", program(SERVER));
    migrate.size = SIZE;
    migrate.units[0].environment.push(("START".into(), "hungry".into()));
    let tasks = vec![migrate];
    stage.deploy(&Spec { app: "shop".into(), stage: "dev".into(), tasks, ..Spec::default() }).await;
    let request = RunRequest { task: "migrate".into(), ..RunRequest::default() };
    let code = stage.supervisor.run(request, |_| ()).await;
    assert_eq!(code, Some(137));
    assert_eq!(stage.state().tasks[0].runs[0].exit, Some(Exit::OutOfMemory(64)));
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn what_wants_more_cpu_time_than_its_task_has_waits() {
    let stage = Stage::new().await;
    stage.deploy(&web(&[("START", "busy"), ("VERSION", "1")])).await;
    if are_held(&stage) {
        let is_throttled = || {
            let stats = read(&cgroups(&stage.place), "cpu.stat");
            let count = |text: &str| {
                let mut lines = text.lines().filter_map(|line| line.strip_prefix("nr_throttled "));
                lines.next().and_then(|count| count.parse::<u64>().ok()).unwrap_or(0)
            };
            stats.iter().any(|(_, text)| count(text) > 0)
        };
        until("the kernel has let it wait", is_throttled).await;
        let quotas = read(&cgroups(&stage.place), "cpu.cfs_quota_us").into_iter();
        let ceilings = read(&cgroups(&stage.place), "cpu.max").into_iter();
        let ceilings: Vec<String> = quotas.chain(ceilings).map(|(_, text)| text).collect();
        assert!(ceilings.iter().any(|text| text.starts_with("25000")), "a quarter of a CPU: {ceilings:?}");
    }
    assert_eq!(stage.get("/").await.code, 200);
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn what_leaves_its_process_group_ends_with_its_task() {
    let stage = Stage::new().await;
    stage.deploy(&web(&[("CHILD", "away")])).await;
    if are_held(&stage) {
        let main = stage.pid("web");
        let pids = || -> Vec<u32> {
            let processes = read(&cgroups(&stage.place), "cgroup.procs");
            processes.iter().flat_map(|(_, text)| text.lines().filter_map(|line| line.parse().ok())).collect()
        };
        let away = || pids().into_iter().find(|pid| *pid != main);
        until("it is away", || away().is_some()).await;
        let away = away().unwrap();
        stage.supervisor.stop().await;
        until("it is gone", || !is_running(away)).await;
    } else {
        stage.supervisor.stop().await;
    }
}

#[tokio::test]
async fn what_a_line_runs_has_no_limit_and_that_is_said() {
    let stage = Stage::new().await;
    let mut spec = routed(0, vec![service("web", line("exec sleep 100000"), &[])]);
    spec.services[0].size = SIZE;
    spec.services[0].check = None;
    spec.services[0].units[0].ports.clear();
    stage.deploy(&spec).await;
    assert_eq!(stage.state().notes, ["what `dev(..)` runs has no limit of memory and CPU: it may build what it runs"]);
    assert!(cgroups(&stage.place).is_empty());
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn the_groups_of_a_supervisor_that_was_killed_go_with_all_that_is_in_them() {
    let folder = Folder::new();
    let place = Place::new(folder.path(), "shop", "dev");
    let arguments = [place.root().display().to_string(), "shop".to_owned(), "dev".to_owned()];
    let client = supervisor::ensure(&place, Path::new(SUPERVISOR), &arguments).await.unwrap();
    assert!(client.apply(&web(&[("CHILD", "away")]), |_| ()).await.unwrap());
    let groups = cgroups(&place);
    assert_eq!(groups.iter().any(|group| group.exists()), cgroups_can_be_made(), "{groups:?}");
    let mut pids = Vec::new();
    for (_, text) in read(&groups, "cgroup.procs") {
        pids.extend(text.lines().filter_map(|line| line.parse::<u32>().ok()));
    }
    kill(client.state().await.unwrap().supervisor.pid);
    until("nobody keeps the stage", || std::os::unix::net::UnixStream::connect(place.socket()).is_err()).await;
    assert!(pids.iter().all(|pid| is_running(*pid)), "they go on without it");
    supervisor::recover(&place, &machine::parts(&place).containers).await.unwrap();
    assert!(groups.iter().all(|group| !group.exists()), "{groups:?}");
    for pid in pids {
        until("it is gone", || !is_running(pid)).await;
    }
    assert!(Client::connect(&place).await.unwrap().is_none());
}
