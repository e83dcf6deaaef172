//! How a replica is chosen.

use std::collections::BTreeMap;
use std::sync::Arc;

use balanced::{Client, Replica, Stage, get, say, send};
use infra_local::spec::{Balance, Service};
use tokio::sync::Notify;

fn service(balance: Balance, sticky_seconds: Option<u32>) -> Service {
    let text = r#"{"item":"web","description":"","revision":"","units":[],"size":{"cpu":0,"memory":0},"replicas":1,
        "min_percent":100,"max_percent":200,"failures":3,"check":null,"drain_seconds":1,"balance":"round_robin",
        "sticky_seconds":null,"connections":[],"before":[]}"#;
    Service { balance, sticky_seconds, ..serde_json::from_str(text).expect("a service") }
}

async fn three() -> Vec<Replica> {
    vec![Replica::named("a").await, Replica::named("b").await, Replica::named("c").await]
}

async fn counts(stage: &Stage, requests: usize) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for _ in 0..requests {
        *counts.entry(get(stage.http(), "/").await.body).or_default() += 1;
    }
    counts
}

#[tokio::test]
async fn replicas_take_turns() {
    let replicas = three().await;
    let stage = Stage::of_web(&replicas.iter().collect::<Vec<_>>());
    let fair: BTreeMap<String, usize> = ["a", "b", "c"].map(|name| (name.to_owned(), 10)).into();
    assert_eq!(counts(&stage, 30).await, fair);
    stage.proxy.set_service(&service(Balance::LeastOutstanding, None));
    assert_eq!(counts(&stage, 30).await, fair);
    stage.proxy.set_service(&service(Balance::Random, None));
    assert_eq!(counts(&stage, 200).await.len(), 3);
}

#[tokio::test]
async fn the_replica_with_the_fewest_open_requests_is_next() {
    let begun = Arc::new(Notify::new());
    let told = Arc::clone(&begun);
    let busy = Replica::start("busy", move |request| {
        let told = Arc::clone(&told);
        async move {
            if request.uri().path() == "/hang" {
                told.notify_one();
                std::future::pending::<()>().await;
            }
            say("busy")
        }
    })
    .await;
    let stage = Stage::of_web(&[&busy]);
    stage.proxy.set_service(&service(Balance::LeastOutstanding, None));
    let mut client = Client::to(stage.http()).await;
    client.ask("GET /hang", &[]).await;
    begun.notified().await;
    let free = Replica::named("free").await;
    stage.set("web", &[&busy, &free]);
    assert_eq!(counts(&stage, 10).await, BTreeMap::from([("free".to_owned(), 10)]));
}

#[tokio::test]
async fn a_client_with_the_cookie_stays_while_its_replica_is_there() {
    let mut replicas = three().await;
    let stage = Stage::of_web(&replicas.iter().collect::<Vec<_>>());
    stage.proxy.set_service(&service(Balance::RoundRobin, Some(60)));
    let first = get(stage.http(), "/").await;
    let cookies = first.all("set-cookie");
    assert!(cookies[0].starts_with("AWSALB=") && cookies[1].starts_with("AWSALBCORS="), "{cookies:?}");
    let pair = cookies[0].split(';').next().expect("a pair");
    for _ in 0..7 {
        let next = send(stage.http(), "GET /", &[&format!("Cookie: x=y; {pair}")]).await;
        assert_eq!(next.body, first.body);
        assert!(next.header("set-cookie").is_some());
    }
    replicas.retain(|replica| replica.id != first.body);
    stage.set("web", &replicas.iter().collect::<Vec<_>>());
    let other = send(stage.http(), "GET /", &[&format!("Cookie: {pair}")]).await;
    assert_ne!(other.body, first.body);
    assert_eq!(other.code(), 200);
}
