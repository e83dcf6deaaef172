//! Replicas that come and go under load.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use balanced::{Client, Replica, Stage, get, say};
use http_body_util::BodyExt;
use infra_local::proxy::Drained;
use tokio::sync::Notify;

/// A replica that answers with what it was sent.
async fn echo(id: &str) -> Replica {
    Replica::start(id, |request| async { say(request.into_body().collect().await.expect("a body").to_bytes()) }).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_request_is_lost_while_every_replica_is_replaced_again_and_again() {
    const CLIENTS: usize = 8;
    let mut replicas = Vec::new();
    for number in 0..4 {
        replicas.push(echo(&format!("web-{number}")).await);
    }
    let stage = Stage::of_web(&replicas.iter().collect::<Vec<_>>());
    let address = stage.http();
    let done = Arc::new(AtomicBool::new(false));
    let clients = (0..CLIENTS).map(|number| {
        let done = Arc::clone(&done);
        tokio::spawn(async move {
            let mut client = Client::to(address).await;
            let mut count = 0_usize;
            // Until the replicas have changed, and so many for each at the least.
            while !done.load(Ordering::SeqCst) || count < 500 {
                let body = format!("{number}/{count}");
                if count.is_multiple_of(3) {
                    client.ask("POST /", &[&format!("Content-Length: {}", body.len())]).await;
                    client.write(&body).await;
                } else {
                    client.ask("GET /", &[]).await;
                }
                let answer = client.answer().await.expect("an answer");
                assert_eq!(answer.code(), 200, "{answer:?}");
                assert_eq!(answer.body, if count.is_multiple_of(3) { body } else { String::new() });
                if count % 50 == 49 {
                    client = Client::to(address).await;
                }
                count += 1;
            }
            count
        })
    });
    let clients: Vec<_> = clients.collect();
    for number in 4..40 {
        let new = echo(&format!("web-{number}")).await;
        let old = replicas.remove(0);
        replicas.push(new);
        stage.set("web", &[&replicas.iter().collect::<Vec<_>>()[..], &[&old]].concat());
        assert_eq!(stage.proxy.drain(&old.id, Duration::from_mins(1)).await, Drained { open: 0 });
        // It is killed without any grace.
        drop(old);
    }
    done.store(true, Ordering::SeqCst);
    let mut asked = 0;
    for client in clients {
        asked += client.await.expect("all were answered");
    }
    assert!(asked >= CLIENTS * 500);
    let stats = stage.proxy.stats();
    let traffic = stats.services[0].traffic;
    assert_eq!((traffic.requests, traffic.answers.success, traffic.open), (asked as u64, asked as u64, 0));
    let left: Vec<&str> = stats.services[0].replicas.iter().map(|replica| replica.replica.as_str()).collect();
    assert_eq!(left, ["web-36", "web-37", "web-38", "web-39"]);
}

#[tokio::test]
async fn a_drain_waits_for_what_is_open_and_leads_nothing_there() {
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (told, waits) = (Arc::clone(&begun), Arc::clone(&go_on));
    let old = Replica::start("old", move |_| {
        let (told, waits) = (Arc::clone(&told), Arc::clone(&waits));
        async move {
            told.notify_one();
            waits.notified().await;
            say("old")
        }
    })
    .await;
    let new = Replica::named("new").await;
    let stage = Stage::of_web(&[&old]);
    let mut client = Client::to(stage.http()).await;
    client.ask("GET /", &[]).await;
    begun.notified().await;
    stage.set("web", &[&old, &new]);
    let drained = tokio::spawn(stage.proxy.drain("old", Duration::from_mins(1)));
    for _ in 0..10 {
        assert_eq!(get(stage.http(), "/").await.body, "new");
    }
    assert!(!drained.is_finished());
    let stats = stage.proxy.stats();
    let of_old = stats.services[0].replicas.iter().find(|replica| replica.replica == "old").expect("it is open there");
    assert_eq!((of_old.in_balance, of_old.traffic.open), (false, 1));
    go_on.notify_one();
    assert_eq!(client.answer().await.expect("an answer").body, "old");
    assert_eq!(drained.await.expect("it ends"), Drained { open: 0 });
}

#[tokio::test(start_paused = true)]
async fn a_drain_ends_when_its_time_is_over() {
    let begun = Arc::new(Notify::new());
    let told = Arc::clone(&begun);
    let old = Replica::start("old", move |_| {
        told.notify_one();
        std::future::pending()
    })
    .await;
    let stage = Stage::of_web(&[&old]);
    let mut client = Client::to(stage.http()).await;
    client.ask("GET /", &[]).await;
    begun.notified().await;
    assert_eq!(stage.proxy.drain("old", Duration::from_secs(30)).await, Drained { open: 1 });
    assert_eq!(get(stage.http(), "/").await.code(), 503);
    assert_eq!(stage.proxy.drain("nobody", Duration::from_secs(30)).await, Drained { open: 0 });
}

#[tokio::test]
async fn a_drain_closes_connections_at_rest() {
    let old = Replica::named("old").await;
    let stage = Stage::of_web(&[&old]);
    let _ = get(stage.http(), "/").await;
    let _ = stage.proxy.drain("old", Duration::from_mins(1)).await;
    let new = Replica::named("new").await;
    stage.set("web", &[&new]);
    assert_eq!(get(stage.http(), "/").await.body, "new");
}

#[tokio::test]
async fn rules_that_change_count_for_requests_that_come_after() {
    let replica = Replica::named("r").await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = Client::to(stage.http()).await;
    for (path, code) in [("/a/*", 404), ("/*", 200), ("/b", 404)] {
        stage.proxy.set_rules("shop", &[balanced::rule(1, path, "web")]);
        client.ask("GET /", &[]).await;
        assert_eq!((path, client.answer().await.expect("an answer").code()), (path, code));
    }
}
