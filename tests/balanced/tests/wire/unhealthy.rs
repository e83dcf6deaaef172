//! Replicas that are not healthy.

use balanced::{Client, Replica, Stage, get};
use infra_local::proxy::{Scheme, Target};
use tokio::sync::Notify;

fn sick(replica: &Replica) -> Target {
    Target { is_healthy: false, ..replica.target() }
}

#[tokio::test]
async fn only_where_none_is_healthy_requests_go_to_all() {
    let (a, b, c) = (Replica::named("a").await, Replica::named("b").await, Replica::named("c").await);
    let stage = Stage::of_web(&[]);
    assert_eq!(get(stage.http(), "/").await.code(), 503, "there is none");
    stage.proxy.set_targets("web", 80, &[sick(&a), b.target(), sick(&c)]);
    for _ in 0..6 {
        assert_eq!(get(stage.http(), "/").await.body, "b");
    }
    stage.proxy.set_targets("web", 80, &[sick(&a), sick(&b), sick(&c)]);
    let mut names = Vec::new();
    for _ in 0..6 {
        names.push(get(stage.http(), "/").await.body);
    }
    names.sort_unstable();
    assert_eq!(names, ["a", "a", "b", "b", "c", "c"]);
    stage.proxy.set_targets("web", 80, &[a.target(), sick(&b), sick(&c)]);
    assert_eq!(get(stage.http(), "/").await.body, "a");
}

#[tokio::test]
async fn between_services_those_that_are_not_healthy_are_left_out() {
    let replica = Replica::named("a").await;
    let stage = Stage::of_web(&[]);
    stage.proxy.set_targets("web", 80, &[sick(&replica)]);
    let address = stage.proxy.endpoint("web", 80, Scheme::Http).expect("a port");
    assert_eq!(get(address, "/").await.code(), 503);
}

#[tokio::test]
async fn what_is_open_goes_on_where_a_replica_is_not_healthy_any_more() {
    let (begun, go_on) = (std::sync::Arc::new(Notify::new()), std::sync::Arc::new(Notify::new()));
    let (told, waits) = (std::sync::Arc::clone(&begun), std::sync::Arc::clone(&go_on));
    let replica = Replica::start("a", move |_| {
        let (told, waits) = (std::sync::Arc::clone(&told), std::sync::Arc::clone(&waits));
        async move {
            told.notify_one();
            waits.notified().await;
            balanced::say("a")
        }
    })
    .await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = Client::to(stage.http()).await;
    client.ask("GET /", &[]).await;
    begun.notified().await;
    stage.proxy.set_targets("web", 80, &[sick(&replica)]);
    assert_eq!(stage.proxy.stats().services[0].replicas[0].traffic.open, 1);
    go_on.notify_one();
    assert_eq!(client.answer().await.expect("an answer").body, "a");
}
