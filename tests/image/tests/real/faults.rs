//! Answers that registries give when they are not well, and where they send one on to.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hyper::http::request::Parts;
use image_tests::{HANG, Made, Registry, Server, answer};
use infra_image::push::missing;
use infra_image::{Credentials, Image, Platform, RegistryError, Retries, Store, pull};

use crate::support::{push, reference, unheard};

#[tokio::test]
async fn what_fails_for_a_while_succeeds() {
    for status in [429, 500, 502, 503, 504] {
        let registry = Registry::start();
        let seen: Mutex<HashMap<String, u32>> = Mutex::default();
        let server = Server::start(Some(registry.address()), move |request| {
            let mut seen = seen.lock().unwrap();
            let times = seen.entry(format!("{} {}", request.method, request.uri.path())).or_default();
            *times += 1;
            (*times <= 2).then(|| {
                let mut busy = answer(status, "");
                busy.headers_mut().insert("retry-after", "0".parse().unwrap());
                busy
            })
        })
        .await;
        let made = Made::of(100_000);
        push(&made, &server.client(), "web", &["v1"]).await.unwrap();
        assert!(!missing(&made.store, &registry.client(), "web", &made.image.digest).await.unwrap().manifest);
    }
}

#[tokio::test]
async fn what_fails_for_ever_is_said() {
    let server = Server::start(None, |_| {
        Some(answer(503, r#"{"errors":[{"code":"UNAVAILABLE","message":"the harbour is closed"}]}"#))
    })
    .await;
    let error = server.client().tags("web").await.unwrap_err();
    assert!(error.is_transient());
    assert_eq!(
        error.to_string(),
        format!(
            "the registry {} answered 503 Service Unavailable to GET /v2/web/tags/list: the harbour is closed",
            server.host()
        )
    );
    assert_eq!(server.heard().len(), 7);
}

#[tokio::test]
async fn a_push_that_fails_for_ever_ends_as_soon_as_other_calls_do() {
    // Where an upload is begun, where content is sent, where that is said to be all, and where the image gets its name.
    for call in ["POST /v2/web/blobs", "PATCH /v2/web/blobs", "PUT /v2/web/blobs", "PUT /v2/web/manifests"] {
        let registry = Registry::start();
        let fails = move |parts: &Parts| format!("{} {}", parts.method, parts.uri.path()).starts_with(call);
        let server = Server::start(Some(registry.address()), move |request| {
            fails(request).then(|| answer(500, r#"{"errors":[{"code":"UNKNOWN","message":"no room"}]}"#))
        })
        .await;
        let error = push(&Made::of(9 << 20), &server.client(), "web", &["v1"]).await.unwrap_err();
        assert!(error.to_string().ends_with("no room"), "{error}");
        // Seven times each of the image's three blobs, which go at the same time.
        let times = server.heard().iter().filter(|request| fails(request)).count();
        assert!((7..=21).contains(&times), "{call}: {times} times");
    }
}

#[tokio::test]
async fn a_registry_that_says_nothing_is_not_waited_for_without_end() {
    let server = Server::start(None, |_| Some(answer(HANG, ""))).await;
    let once = Retries { most: 0, ..Retries::default() };
    let client = infra_image::Registry::with(server.host(), Arc::new(Credentials::Anonymous), once, false);
    let asked = tokio::spawn(async move { client.tags("web").await });
    server.hangs().await;
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(61)).await;
    let error = asked.await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), format!("the registry {} did not answer for 60 seconds", server.host()));
}

#[tokio::test]
async fn a_registry_that_takes_no_parts_is_sent_the_whole() {
    let registry = Registry::start();
    let server =
        Server::start(Some(registry.address()), |request| (request.method == "PATCH").then(|| answer(405, ""))).await;
    let made = Made::of(9 << 20);
    push(&made, &server.client(), "web", &["v1"]).await.unwrap();
    assert!(!missing(&made.store, &registry.client(), "web", &made.image.digest).await.unwrap().manifest);
}

#[tokio::test]
async fn what_has_arrived_is_not_sent_again_because_the_answer_was_lost() {
    let registry = Registry::start();
    let made = Made::of(9 << 20);
    push(&made, &registry.client(), "web", &["v1"]).await.unwrap();
    // As if nothing were there, until it was said that all was sent: then the upload is known no more.
    let over = AtomicBool::new(false);
    let server = Server::start(Some(registry.address()), move |request| {
        let is_end = request.method == "PUT" && request.uri.path().contains("/blobs/uploads/");
        let is_empty = request.headers.get("content-length").is_none_or(|length| length == "0");
        if is_end && is_empty && !over.swap(true, Ordering::SeqCst) {
            return Some(answer(404, r#"{"errors":[{"code":"BLOB_UPLOAD_UNKNOWN","message":"no such upload"}]}"#));
        }
        (request.method == "HEAD" && !over.load(Ordering::SeqCst)).then(|| answer(404, ""))
    })
    .await;
    push(&made, &server.client(), "web", &["v1"]).await.unwrap();
    assert!(server.received() < 10 << 20, "{} bytes were sent", server.received());
}

#[tokio::test]
async fn another_server_is_not_told_who_asks() {
    let registry = Registry::start();
    let made = Made::of(100_000);
    push(&made, &registry.client(), "web", &["v1"]).await.unwrap();
    let blobs = Server::start(Some(registry.address()), |_| None).await;
    let to = blobs.host();
    let door = Server::start(Some(registry.address()), move |request| {
        if request.headers.get("authorization").is_none() {
            let mut refused = answer(401, "");
            refused.headers_mut().insert("www-authenticate", "Basic realm=harbour".parse().unwrap());
            return Some(refused);
        }
        request.uri.path().contains("/blobs/").then(|| {
            let mut elsewhere = answer(307, "");
            elsewhere.headers_mut().insert("location", format!("http://{to}{}", request.uri).parse().unwrap());
            elsewhere
        })
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path()).unwrap();
    let client = door.client_with(Arc::new(Credentials::password("me", "s3cret")));
    let name = reference(&client, "web:v1");
    let pulled = pull::pull(&client, &name, Platform::default(), &store, &unheard()).await.unwrap();
    assert!(Image::read(&store, &pulled.digest).is_ok());
    assert!(blobs.heard().len() >= 3);
    assert!(blobs.heard().iter().all(|request| request.headers.get("authorization").is_none()));
}

#[tokio::test]
async fn nobody_is_led_astray() {
    for (location, says) in [
        ("http://registry.example/blob", "is to be reached without encryption"),
        ("file:///etc/passwd", "sends one on to nowhere"),
        ("/v2/web/tags/list", "sends one on without end"),
    ] {
        let server = Server::start(None, move |_| {
            let mut elsewhere = answer(302, "");
            elsewhere.headers_mut().insert("location", location.parse().unwrap());
            Some(elsewhere)
        })
        .await;
        let error = server.client().tags("web").await.unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
    }
    // An upload that leads elsewhere is not told who asks, and not without encryption.
    let server = Server::start(None, |request| {
        let mut begun = answer(if request.method == "POST" { 202 } else { 404 }, "");
        begun.headers_mut().insert("location", "http://registry.example/upload".parse().unwrap());
        Some(begun)
    })
    .await;
    let refused = push(&Made::of(1000), &server.client(), "web", &[]).await.unwrap_err();
    assert!(matches!(refused, infra_image::push::PushError::Registry(RegistryError::Unencrypted(_))), "{refused}");
}
