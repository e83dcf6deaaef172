//! What cannot be run.

use std::sync::Arc;

use infra_local::engine::Engines;
use infra_local::spec::{Image, Program};
use local::{Stage, routed, service};

use crate::podman::harness::Podman;

fn image(reference: &str) -> Program {
    Program::Image(Image { reference: reference.to_owned(), ..Image::default() })
}

#[tokio::test]
async fn an_image_that_cannot_be_had_fails_the_deploy_with_what_podman_says() {
    let Some(podman) = Podman::new() else { return };
    let stage = podman.stage().await;
    // Nothing listens there.
    let web = service("web", image("localhost:1/nobody/has:this"), &[]);
    let (succeeded, events) = stage.apply(&routed(0, vec![web])).await;
    assert!(!succeeded);
    let report = &events.reports()[0];
    assert!(report.explanation.contains("localhost:1/nobody/has"), "{report:?}");
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn without_an_engine_the_image_is_named() {
    let stage = Stage::with(|parts| parts.containers = Arc::new(Engines::none())).await;
    let (succeeded, events) = stage.apply(&routed(0, vec![service("web", image("redis:8"), &[])])).await;
    assert!(!succeeded);
    let explanation = &events.reports()[0].explanation;
    assert!(explanation.contains("the image redis:8 needs Docker or Podman: neither is in the PATH"), "{explanation}");
    stage.supervisor.stop().await;
}
