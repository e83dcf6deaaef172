//! What another repository of the registry has is taken over from there.

use std::sync::{Arc, Mutex};

use image_tests::{Made, Registry, Server, Wire, answer, quiet};
use infra_image::push::{Push, PushEvent, PushEvents, missing};

use crate::support::push;

#[tokio::test(flavor = "multi_thread")]
async fn no_byte_of_a_blob_is_sent_twice_to_one_registry() {
    let registry = Registry::start();
    let made = Made::of(4 << 20);
    push(&made, &registry.client(), "one", &["v1"]).await.unwrap();
    let wire = Wire::to(registry.address()).await;
    let events: Arc<Mutex<Vec<PushEvent>>> = Arc::default();
    let heard: PushEvents = {
        let events = Arc::clone(&events);
        Arc::new(move |event| events.lock().unwrap().push(event))
    };
    let mount_from = ["nothing".to_owned(), "one".to_owned()];
    let (store, image, client) = (&made.store, &made.image.digest, wire.client());
    let push = Push { store, registry: &client, repository: "two", image, tags: &[], mount_from: &mount_from };
    push.run(&heard).await.unwrap();
    assert!(wire.sent() < 8 << 10, "{} bytes were sent", wire.sent());
    let events = events.lock().unwrap();
    let mounted = events.iter().filter(|event| matches!(event, PushEvent::Mounted { from, .. } if from == "one"));
    assert_eq!(mounted.count(), 3);
    assert!(!events.iter().any(|event| matches!(event, PushEvent::Sent { .. })), "{events:?}");
    assert_eq!(events.last(), Some(&PushEvent::Pushed(image.clone())));
}

#[tokio::test]
async fn what_may_not_be_taken_over_is_sent() {
    let registry = Registry::start();
    let made = Made::of(100_000);
    push(&made, &registry.client(), "one", &["v1"]).await.unwrap();
    let server = Server::start(Some(registry.address()), |request| {
        request.uri.query().is_some_and(|query| query.contains("mount=")).then(|| answer(403, ""))
    })
    .await;
    let (store, image, client) = (&made.store, &made.image.digest, server.client());
    let mount_from = ["one".to_owned()];
    let push = Push { store, registry: &client, repository: "two", image, tags: &[], mount_from: &mount_from };
    push.run(&quiet()).await.unwrap();
    assert!(!missing(store, &registry.client(), "two", image).await.unwrap().manifest);
}
