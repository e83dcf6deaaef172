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
    let again = Proxy::listen(&[balanced::balancer(&[])], kept, folder.0.clone()).expect("ports");
    assert_eq!(again.listening()[0].address, http);
    assert_eq!(again.endpoint("api", 80, Scheme::Http).expect("a port"), endpoint);
}

#[tokio::test]
async fn a_listener_that_becomes_another_keeps_its_port() {
    use infra_local::spec::{Listener, Protocol};

    // One that nobody else has.
    let free =
        tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port").local_addr().expect("an address").port();
    let with = |protocol, redirect| {
        let listener = Listener { port: free, protocol, redirect };
        infra_local::spec::Balancer { listeners: vec![listener], ..balanced::balancer(&[]) }
    };
    let stage = Stage::with(&[with(Protocol::Http, None)]);
    for (protocol, redirect) in [(Protocol::Https, None), (Protocol::Http, Some(443)), (Protocol::Http, None)] {
        stage.proxy.set_balancers(&[with(protocol, redirect)]).expect("a port");
        let listening = stage.proxy.listening();
        assert_eq!((listening[0].address.port(), listening[0].instead), (free, None));
    }
}

#[tokio::test]
async fn localhost_is_served_by_either_address() {
    let replica = Replica::start("r", |request| async move {
        say(request.headers()["x-forwarded-for"].to_str().unwrap_or_default().to_owned())
    })
    .await;
    let stage = Stage::of_web(&[&replica]);
    let other = std::net::SocketAddr::from((std::net::Ipv6Addr::LOCALHOST, stage.http().port()));
    // Where the machine has no such address, there is nobody to serve.
    if tokio::net::TcpStream::connect(other).await.is_ok() {
        assert_eq!(get(other, "/").await.body, "127.0.0.1");
    }
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
