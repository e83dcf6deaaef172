//! A supervisor that is killed.

use std::path::Path;
use std::time::Duration;

use infra_local::control::Client;
use infra_local::place::Place;
use infra_local::spec::{Volume, VolumeKind};
use infra_local::supervisor;
use local::{Folder, get, kill, routed, unit};

use crate::SUPERVISOR;
use crate::podman::harness::Podman;

#[tokio::test]
async fn containers_of_a_killed_supervisor_are_ended_and_volumes_stay() {
    let Some(podman) = Podman::new() else { return };
    let folder = Folder::new();
    let place = Place::new(folder.path(), "shop", "dev");
    let arguments = [
        place.root().display().to_string(),
        place.app().to_owned(),
        place.stage().to_owned(),
        podman.program.display().to_string(),
    ];
    let client = supervisor::ensure(&place, Path::new(SUPERVISOR), &arguments).await.unwrap();
    let mut web = podman.service("web", &[("TERM", "ignore")]);
    web.units[0].volumes =
        vec![Volume { name: "data".into(), kind: VolumeKind::Kept, at: "/data".into(), read_only: false }];
    web.units.push(unit("side", podman.program(&[]), &[("PORT", "9000"), ("TERM", "ignore")]));
    let mut events = Vec::new();
    assert!(client.apply(&routed(0, vec![web]), |event| events.push(event)).await.unwrap(), "{events:?}");
    let state = client.state().await.unwrap();
    assert_eq!(get(state.endpoints[0].address, "/write/data/file").await.unwrap().code, 200);
    kill(state.supervisor.pid);
    let waited = tokio::time::timeout(Duration::from_mins(1), async {
        while Client::connect(&place).await.unwrap().is_some() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    assert!(waited.await.is_ok(), "it still answers");
    assert_eq!(podman.containers(&place.folder()).len(), 3, "they go on without it: two, and their network");

    assert!(supervisor::recover(&place, &podman.engines()).await.unwrap() > 0);
    assert!(podman.containers(&place.folder()).is_empty());
    assert_eq!(std::fs::read_to_string(place.volume("data").join("file")).unwrap(), "data/file");
    assert_eq!(supervisor::recover(&place, &podman.engines()).await.unwrap(), 0, "there is nothing left");
}
