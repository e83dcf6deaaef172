//! Connections between services.

use balanced::{Client, Replica, Stage, get, say};
use infra_local::proxy::{Ports, Proxy, Scheme};

#[tokio::test]
async fn a_service_reaches_another_at_one_address_balanced_over_its_replicas() {
    let stage = Stage::with(&[]);
    let address = stage.proxy.endpoint("api", 80, Scheme::Http).expect("a port");
    assert_eq!(stage.proxy.endpoint("api", 80, Scheme::Http).expect("the same"), address);
    let none = get(address, "/").await;
    assert_eq!((none.code(), none.body.as_str(), none.header("server")), (503, "no healthy upstream", Some("envoy")));
    let (a, b) = (Replica::named("a").await, Replica::named("b").await);
    stage.set("api", &[&a, &b]);
    let mut client = Client::to(address).await;
    let mut names = String::new();
    for _ in 0..4 {
        client.ask("GET /any/path", &[]).await;
        names.push_str(&client.answer().await.expect("an answer").body);
    }
    assert_eq!(names.matches('a').count(), 2, "{names}");
    let tcp = stage.proxy.endpoint("api", 80, Scheme::Tcp).expect("a port");
    assert_ne!(tcp, address);
    assert_eq!(get(tcp, "/").await.code(), 200);
}

#[tokio::test]
async fn a_request_between_services_says_nothing_of_a_client() {
    let replica = Replica::start("r", |request| async move {
        let mut names: Vec<&str> = request.headers().keys().map(|name| name.as_str()).collect();
        names.sort_unstable();
        say(names.join(" "))
    })
    .await;
    let stage = Stage::with(&[]);
    stage.set("api", &[&replica]);
    let address = stage.proxy.endpoint("api", 80, Scheme::Http).expect("a port");
    assert_eq!(get(address, "/").await.body, "host");
}

#[tokio::test]
async fn the_next_supervisor_finds_the_same_ports() {
    let stage = Stage::with(&[balanced::balancer(&[])]);
    let endpoint = stage.proxy.endpoint("api", 80, Scheme::Http).expect("a port");
    let (http, ports) = (stage.http(), stage.proxy.ports());
    let kept: Ports = serde_json::from_str(&serde_json::to_string(&ports).expect("JSON")).expect("ports");
    assert_eq!(kept, ports);
    let Stage { proxy, folder } = stage;
    drop(proxy);
    // The listeners close when their tasks have ended.
    let again = loop {
        let again = Proxy::listen(&[balanced::balancer(&[])], kept.clone(), folder.0.clone()).expect("ports");
        if again.listening()[0].address == http {
            break again;
        }
        drop(again);
        tokio::task::yield_now().await;
    };
    assert_eq!(again.endpoint("api", 80, Scheme::Http).expect("a port"), endpoint);
}

#[tokio::test]
async fn listeners_that_go_close_and_others_stay() {
    use infra_local::spec::{Listener, Protocol};

    let replica = Replica::named("r").await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = Client::to(stage.http()).await;
    client.ask("GET /", &[]).await;
    assert_eq!(client.answer().await.expect("an answer").code(), 200);
    let mut more = balanced::balancer(&[balanced::rule(1, "/*", "web")]);
    more.listeners.push(Listener { port: 81, protocol: Protocol::Http, redirect: None });
    let address = stage.http();
    stage.proxy.set_balancers(&[more.clone()]).expect("ports");
    assert_eq!(stage.http(), address);
    assert_eq!(get(stage.address(81), "/").await.body, "r");
    client.ask("GET /", &[]).await;
    assert_eq!(client.answer().await.expect("an answer").code(), 200);
    more.listeners.remove(0);
    stage.proxy.set_balancers(&[more]).expect("ports");
    assert!(client.closes().await);
    assert_eq!(get(stage.address(81), "/").await.body, "r");
    assert_eq!(stage.proxy.listening().len(), 1);
}
