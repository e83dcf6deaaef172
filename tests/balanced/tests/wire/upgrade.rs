//! Connections that change their protocol.

use std::time::Duration;

use balanced::{Body, Client, Replica, Stage, empty, say};
use hyper::body::Incoming;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Says back what it is sent, once the protocol has changed.
async fn echo(mut request: Request<Incoming>) -> Response<Body> {
    if request.headers().get("upgrade").is_none_or(|to| to != "websocket")
        || request.headers()["connection"] != "upgrade"
    {
        return say("plain");
    }
    let upgrade = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        let mut stream = TokioIo::new(upgrade.await.expect("an upgrade"));
        let mut buffer = [0; 1024];
        while let Ok(length @ 1..) = stream.read(&mut buffer).await {
            stream.write_all(&buffer[..length]).await.expect("it is open");
        }
    });
    let mut answer = Response::new(empty());
    *answer.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    for (name, value) in [("connection", "Upgrade"), ("upgrade", "websocket"), ("sec-websocket-accept", "abc")] {
        answer.headers_mut().insert(name, value.parse().expect("a value"));
    }
    answer
}

async fn opened(stage: &Stage) -> Client {
    let mut client = Client::to(stage.http()).await;
    client.ask("GET /ws", &["Connection: keep-alive, Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: x"]).await;
    let answer = client.head().await.expect("an answer");
    assert_eq!(answer.status, "HTTP/1.1 101 Switching Protocols");
    let headers = ["connection", "upgrade", "sec-websocket-accept"].map(|name| answer.header(name).unwrap_or_default());
    assert_eq!(headers, ["upgrade", "websocket", "abc"]);
    client
}

#[tokio::test]
async fn bytes_go_both_ways_until_one_side_ends() {
    let replica = Replica::start("r", echo).await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = opened(&stage).await;
    for word in ["one", "two", "three"] {
        client.write(word).await;
        assert_eq!(client.bytes(word.len()).await.expect("an echo"), word.as_bytes());
    }
    let mut drained = std::pin::pin!(stage.proxy.drain("r", Duration::from_mins(1)));
    tokio::select! {
        biased;
        _ = drained.as_mut() => panic!("it is open"),
        () = std::future::ready(()) => {}
    }
    client.write("still").await;
    assert_eq!(client.bytes(5).await.expect("an echo"), b"still");
    drop(client);
    assert_eq!(drained.await.open, 0);
    let answers = stage.proxy.stats().services[0].traffic.answers;
    assert_eq!(answers.informational, 1);
}

#[tokio::test]
async fn a_client_that_ends_its_side_ends_the_connection() {
    let replica = Replica::start("r", echo).await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = opened(&stage).await;
    client.write("a").await;
    assert_eq!(client.bytes(1).await.expect("an echo"), b"a");
    client.stream.get_mut().shutdown().await.expect("it is open");
    assert!(client.closes().await);
}

#[tokio::test(start_paused = true)]
async fn a_connection_on_which_nothing_is_said_is_closed() {
    let replica = Replica::start("r", echo).await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = opened(&stage).await;
    let begin = tokio::time::Instant::now();
    assert!(client.closes().await);
    assert_eq!(begin.elapsed().as_secs(), 60);
}

#[tokio::test]
async fn what_is_not_asked_for_as_it_should_be_is_an_ordinary_request() {
    let replica = Replica::start("r", echo).await;
    let stage = Stage::of_web(&[&replica]);
    for headers in
        [&["Upgrade: websocket"][..], &["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: x"]]
    {
        assert_eq!(balanced::send(stage.http(), "GET /", headers).await.body, "plain");
    }
}
