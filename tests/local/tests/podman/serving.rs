//! Services on a ready-made image.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use infra_local::spec::{Probe, Program, SecretSource, Size, Volume, VolumeKind};
use local::{routed, until};

use crate::podman::harness::{Podman, logs};

const SECRET: &str = "hunter2-of-podman";

#[tokio::test]
async fn replicas_serve_behind_the_balancer_with_all_that_is_declared() {
    let Some(podman) = Podman::new() else { return };
    let stage = podman.stage().await;
    let mut web = podman.service("web", &[("VERSION", "1"), ("PATH", "/own"), ("TEXT", "two words\nand lines")]);
    web.replicas = 2;
    web.size = Size { cpu: 256, memory: 128 };
    let unit = &mut web.units[0];
    unit.secrets = vec![("KEY".to_owned(), SecretSource { reference: "ssm:/shop/dev/key".into() })];
    unit.volumes = vec![
        Volume { name: "data".into(), kind: VolumeKind::Kept, at: "/data".into(), read_only: false },
        Volume { name: "own".into(), kind: VolumeKind::OfTask, at: "/tmp/own".into(), read_only: true },
    ];
    let Program::Image(image) = &mut unit.program else { panic!("no image") };
    (image.workdir, image.user) = (Some("/tmp".into()), Some("1234:1234".into()));
    (image.read_only, image.ulimits) = (true, vec![("nofile".into(), 512), ("nproc".into(), 500)]);
    let secrets = stage.place.secrets();
    std::fs::create_dir_all(secrets.parent().unwrap()).unwrap();
    std::fs::write(secrets, format!("KEY={SECRET}\n")).unwrap();

    let over = Arc::new(AtomicBool::new(false));
    let watching = Arc::clone(&over);
    let watch = std::thread::spawn(move || {
        while !watching.load(Ordering::Relaxed) {
            assert!(!is_seen(SECRET), "a secret is among the arguments of a process");
        }
    });
    stage.deploy(&routed(0, vec![web.clone()])).await;
    over.store(true, Ordering::Relaxed);
    watch.join().unwrap();

    let mut hosts = BTreeSet::new();
    for _ in 0..4 {
        let body = stage.get("/").await.body;
        hosts.insert(body.strip_prefix("1 ").unwrap_or_else(|| panic!("{body}")).to_owned());
    }
    assert_eq!(hosts.len(), 2, "{hosts:?}");
    for (name, value) in
        [("KEY", SECRET), ("OWN", "image"), ("PATH", "/own"), ("TEXT", "two words\nand lines"), ("PORT_8080", "8080")]
    {
        assert_eq!(stage.get(&format!("/env/{name}")).await.body, value);
    }
    assert_eq!(stage.get("/folder").await.body, "/tmp");
    assert_eq!(stage.get("/write/data/file").await.code, 200);
    for _ in 0..2 {
        assert_eq!(stage.get("/read/data/file").await.body, "data/file", "both have the same");
    }
    assert_eq!(std::fs::read_to_string(stage.place.volume("data").join("file")).unwrap(), "data/file");
    assert_eq!(stage.get("/write/tmp/own/file").await.code, 500, "it can only be read");
    assert_eq!(stage.get("/write/file").await.code, 500, "the root can only be read");
    let status = stage.get("/read/proc/self/status").await.body;
    assert!(status.contains("Uid:\t1234"), "{status}");
    let limits = stage.get("/read/proc/self/limits").await.body;
    let files = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    assert_eq!(files.split_whitespace().nth(3), Some("512"), "{limits}");
    for container in podman.containers(&stage.place.folder()) {
        let held = &container["HostConfig"];
        assert_eq!(
            (held["Memory"].as_u64(), held["NanoCpus"].as_u64()),
            (Some(128 << 20), Some(250_000_000)),
            "{held}"
        );
    }
    assert!(logs(&stage).contains("listening on 8080"));

    // Another version takes its place, and what is kept stays.
    web.units[0].environment[0].1 = "2".into();
    web.revision = "2".into();
    stage.deploy(&routed(0, vec![web])).await;
    assert!(stage.get("/").await.body.starts_with("2 "));
    assert_eq!(stage.get("/read/data/file").await.body, "data/file");
    stage.supervisor.stop().await;
    assert!(podman.containers(&stage.place.folder()).is_empty());
}

#[tokio::test]
async fn one_that_is_not_well_any_more_is_replaced() {
    let Some(podman) = Podman::new() else { return };
    let stage = podman.stage().await;
    let mut web = podman.service("web", &[("VERSION", "1")]);
    let mut check = web.check.clone().unwrap();
    let command = ["/contained", "ask", "http://127.0.0.1:8080/healthz"].map(str::to_owned).to_vec();
    check.probe = Probe::Command { command };
    web.units[0].check = Some(check);
    web.check.as_mut().unwrap().probe = Probe::Tcp { port: 8080 };
    for check in [&mut web.check, &mut web.units[0].check].into_iter().flatten() {
        check.grace_seconds = 0;
        check.unhealthy = 3;
        check.interval_seconds = 2;
    }
    stage.deploy(&routed(0, vec![web])).await;
    let first = stage.healthy("web")[0].id.clone();
    stage.get("/sick").await;
    until("another has taken its place", || {
        stage.healthy("web").iter().any(|replica| replica.id != first) && stage.service("web").replicas.len() == 1
    })
    .await;
    assert_eq!(stage.get("/healthz").await.body, "well");
    let second = stage.healthy("web")[0].id.clone();
    local::get(stage.address(), "/crash").await;
    until("a third has come", || stage.healthy("web").iter().any(|replica| replica.id != second)).await;
    stage.supervisor.stop().await;
}

/// Whether a process of this machine has a text among its arguments.
fn is_seen(text: &str) -> bool {
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let lines = processes.filter_map(|process| std::fs::read(process.path().join("cmdline")).ok());
    lines.into_iter().any(|line| String::from_utf8_lossy(&line).contains(text))
}
