//! What a replica sees of a request, and a client of an answer.

use balanced::{Answer, Body, Client, Replica, Stage, balancer, get, say, send, to};
use hyper::body::Incoming;
use hyper::{Request, Response};
use infra_local::spec::Route;

/// A replica that says what it was sent.
async fn mirror() -> Replica {
    Replica::start("mirror", |request| async move { reflect(&request) }).await
}

fn reflect(request: &Request<Incoming>) -> Response<Body> {
    let headers = request.headers().iter().map(|(name, value)| format!("{name}: {}\n", value.to_str().unwrap_or("?")));
    say(format!("{} {}\n{}", request.method(), request.uri(), headers.collect::<String>()))
}

fn seen(answer: &Answer, name: &str) -> Option<String> {
    let prefix = format!("{name}: ");
    answer.body.lines().find_map(|line| line.strip_prefix(&prefix)).map(str::to_owned)
}

#[tokio::test]
async fn a_replica_sees_the_client_and_the_host() {
    let mirror = mirror().await;
    let stage = Stage::of_web(&[&mirror]);
    let address = stage.http();
    let answer = send(
        address,
        "GET http://other.example.com/a%20b?c=%2f",
        &[
            "Host: x",
            "X-Forwarded-For: 203.0.113.7",
            "X-Forwarded-Proto: gopher",
            "Connection: X-Mine",
            "X-Mine: 1",
            "X_Odd: 1",
        ],
    )
    .await;
    assert_eq!(answer.body.lines().next(), Some("GET /a%20b?c=%2f"));
    assert_eq!(seen(&answer, "host").as_deref(), Some("other.example.com"));
    assert_eq!(seen(&answer, "x-forwarded-for").as_deref(), Some("203.0.113.7, 127.0.0.1"));
    assert_eq!(seen(&answer, "x-forwarded-proto").as_deref(), Some("http"));
    assert_eq!(seen(&answer, "x-forwarded-port"), Some(address.port().to_string()));
    assert!(seen(&answer, "x-amzn-trace-id").is_some_and(|trace| trace.starts_with("Root=1-")));
    for gone in ["connection", "x-mine", "x_odd"] {
        assert_eq!(seen(&answer, gone), None, "{gone}");
    }
    let plain = send(address, "GET /", &["Host: Shop.Example.com:8080"]).await;
    assert_eq!(seen(&plain, "host").as_deref(), Some("Shop.Example.com:8080"));
}

#[tokio::test]
async fn a_prefix_is_stripped() {
    let mirror = mirror().await;
    let route = Route { path: "/api/*".to_owned(), strip: true, ..Route::default() };
    let stage = Stage::with(&[balancer(&[to(1, route, "web")])]);
    stage.set("web", &[&mirror]);
    for (path, rest) in [("/api/", "/"), ("/api/a/b?c=/api/d", "/a/b?c=/api/d"), ("/api//x", "//x"), ("/api/?", "/?")] {
        assert_eq!(get(stage.http(), path).await.body.lines().next(), Some(format!("GET {rest}").as_str()));
    }
    assert_eq!(get(stage.http(), "/api").await.code(), 404);
}

#[tokio::test]
async fn an_answer_comes_as_it_was_given() {
    let replica = Replica::start("r", |_| async {
        let mut answer = say("teapot");
        *answer.status_mut() = hyper::StatusCode::IM_A_TEAPOT;
        for (name, value) in [
            ("server", "kettle"),
            ("x-a", "1"),
            ("x-a", "2"),
            ("set-cookie", "a=b"),
            ("connection", "x-b"),
            ("x-b", "1"),
        ] {
            answer.headers_mut().append(name, value.parse().expect("a header"));
        }
        answer
    })
    .await;
    let stage = Stage::of_web(&[&replica]);
    let answer = get(stage.http(), "/").await;
    assert_eq!((answer.code(), answer.body.as_str(), answer.header("server")), (418, "teapot", Some("kettle")));
    assert_eq!(answer.all("x-a"), ["1", "2"]);
    assert_eq!((answer.header("x-b"), answer.header("connection")), (None, None));
}

#[tokio::test]
async fn a_client_of_http_1_0_is_answered_so() {
    let mirror = mirror().await;
    let stage = Stage::of_web(&[&mirror]);
    let mut client = Client::to(stage.http()).await;
    client.write("GET /old HTTP/1.0\r\n\r\n").await;
    let answer = client.answer().await.expect("an answer");
    assert!(answer.status.starts_with("HTTP/1.0 200"), "{}", answer.status);
    assert_eq!(seen(&answer, "host"), Some(stage.http().to_string()));
    assert!(client.closes().await);
}

#[tokio::test]
async fn requests_on_one_connection_are_answered_in_their_order_and_connections_to_a_replica_are_kept() {
    let mirror = mirror().await;
    let stage = Stage::of_web(&[&mirror]);
    let mut client = Client::to(stage.http()).await;
    for at in 0..20 {
        client.ask(&format!("GET /{at}"), &[]).await;
    }
    for at in 0..20 {
        let answer = client.answer().await.expect("an answer");
        assert_eq!(answer.body.lines().next(), Some(format!("GET /{at}").as_str()));
    }
    for _ in 0..5 {
        let _ = get(stage.http(), "/").await;
    }
    assert_eq!(mirror.connections(), 1);
}

#[tokio::test]
async fn the_answer_to_head_has_no_body() {
    let replica = Replica::named("four").await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = Client::to(stage.http()).await;
    for _ in 0..2 {
        client.ask("HEAD /", &[]).await;
        let head = client.head().await.expect("an answer");
        assert_eq!((head.code(), head.header("content-length")), (200, Some("4")));
    }
    client.ask("GET /", &[]).await;
    assert_eq!(client.answer().await.expect("an answer").body, "four");
}
