//! Containers that are stopped.

use std::time::Duration;

use local::routed;
use tokio::time::Instant;

use crate::podman::harness::{Podman, logs};

#[tokio::test]
async fn one_is_asked_and_killed_when_its_time_is_over() {
    let Some(podman) = Podman::new() else { return };
    let stage = podman.stage().await;
    let mut well = podman.service("well", &[]);
    // Far beyond what this test may take.
    well.units[0].stop_seconds = 600;
    let mut stubborn = podman.service("stubborn", &[("TERM", "ignore")]);
    stubborn.units[0].stop_seconds = 1;
    stage.deploy(&routed(0, vec![well, stubborn])).await;
    let begun = Instant::now();
    stage.supervisor.stop().await;
    assert!(begun.elapsed() < Duration::from_mins(5));
    let logs = logs(&stage);
    assert!(logs.contains("ended well") && logs.contains("SIGTERM is ignored"), "{logs}");
    assert!(podman.containers(&stage.place.folder()).is_empty());
}
