//! Replicas that break, and connections that they close.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use balanced::{Client, Replica, Stage, get, pieces, say, send};
use bytes::Bytes;
use futures_util::StreamExt;
use hyper::Response;
use hyper::body::Frame;
use infra_local::proxy::Target;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc};

#[tokio::test]
async fn a_replica_that_is_killed_within_a_request_is_a_bad_gateway_and_the_next_request_goes_elsewhere() {
    let has_it = Arc::new(Notify::new());
    let told = Arc::clone(&has_it);
    let doomed = Replica::start("doomed", move |_| {
        told.notify_one();
        std::future::pending()
    })
    .await;
    let stage = Stage::of_web(&[&doomed]);
    let mut client = Client::to(stage.http()).await;
    client.ask("POST /", &["Content-Length: 0"]).await;
    has_it.notified().await;
    let other = Replica::named("other").await;
    // It is in balance still: nobody has seen yet that it is gone.
    stage.set("web", &[&doomed, &other]);
    drop(doomed);
    let answer = client.answer().await.expect("an answer");
    assert_eq!((answer.status.as_str(), answer.header("content-length")), ("HTTP/1.1 502 Bad Gateway", Some("122")));
    for _ in 0..4 {
        client.ask("POST /", &["Content-Length: 0"]).await;
        assert_eq!(client.answer().await.expect("an answer").body, "other");
    }
}

#[tokio::test]
async fn replicas_of_which_none_listens_are_a_bad_gateway() {
    let gone = Replica::named("gone").await;
    let stage = Stage::of_web(&[&gone]);
    let address = gone.address;
    drop(gone);
    // The port is free once the task has ended.
    while TcpListener::bind(address).await.is_err() {
        tokio::task::yield_now().await;
    }
    assert_eq!(get(stage.http(), "/").await.code(), 502);
}

#[tokio::test]
async fn an_answer_that_breaks_off_breaks_off_for_the_client() {
    let (break_off, broken) = mpsc::unbounded_channel::<()>();
    let broken = Arc::new(tokio::sync::Mutex::new(broken));
    let replica = Replica::start("r", move |_| {
        let broken = Arc::clone(&broken);
        async move {
            let first = futures_util::stream::once(async { Ok(Frame::data(Bytes::from_static(b"first"))) });
            let then = futures_util::stream::once(async move {
                broken.lock().await.recv().await;
                Err("broken".into())
            });
            Response::new(pieces(first.chain(then)))
        }
    })
    .await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = Client::to(stage.http()).await;
    client.ask("GET /", &[]).await;
    let mut answer = client.head().await.expect("a head");
    assert_eq!(answer.code(), 200);
    assert_eq!(client.line().await.expect("a length"), "5");
    break_off.send(()).expect("it waits");
    assert_eq!(client.bytes(7).await.expect("a piece"), b"first\r\n");
    assert!(client.body(&mut answer).await.is_err(), "{answer:?}");
}

/// A replica that answers each connection's first request, and closes the connection when it has the second.
async fn closes_at_the_second(asked: Arc<AtomicUsize>) -> Target {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let asked = Arc::clone(&asked);
            tokio::spawn(async move {
                let mut buffer = [0; 4096];
                for number in 0..2 {
                    let length = stream.read(&mut buffer).await.unwrap_or_default();
                    if length == 0 {
                        return;
                    }
                    asked.fetch_add(1, Ordering::SeqCst);
                    if number == 0 {
                        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").await;
                    }
                }
            });
        }
    });
    Target::new("closes", address)
}

#[tokio::test]
async fn a_request_on_a_connection_that_a_replica_closes_is_sent_once_more_where_that_does_no_harm() {
    let asked = Arc::new(AtomicUsize::new(0));
    let stage = Stage::of_web(&[]);
    stage.proxy.set_targets("web", 80, &[closes_at_the_second(Arc::clone(&asked)).await]);
    for at in 0..10 {
        let answer = get(stage.http(), "/").await;
        assert_eq!((at, answer.code()), (at, 200));
    }
    // The first of all, and twice each of the others.
    assert_eq!(asked.load(Ordering::SeqCst), 19);
    let mut codes = Vec::new();
    for _ in 0..2 {
        codes.push(send(stage.http(), "POST /", &["Content-Length: 0"]).await.code());
    }
    assert_eq!(codes, [502, 200]);
}

#[tokio::test]
async fn a_replica_that_closes_every_connection_loses_nothing() {
    let replica = Replica::start("r", |_| async {
        let mut answer = say("ok");
        answer.headers_mut().insert("connection", "close".parse().expect("a value"));
        answer
    })
    .await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = Client::to(stage.http()).await;
    for _ in 0..20 {
        client.ask("POST /", &["Content-Length: 0"]).await;
        assert_eq!(client.answer().await.expect("an answer").code(), 200);
    }
    assert_eq!(replica.connections(), 20);
}

#[tokio::test]
async fn an_answer_that_is_none_of_http_is_a_bad_gateway() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let target = Target::new("odd", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(b"220 smtp.example.com\r\n").await;
            let _ = stream.read(&mut [0; 1024]).await;
        }
    });
    let stage = Stage::of_web(&[]);
    stage.proxy.set_targets("web", 80, &[target]);
    assert_eq!(get(stage.http(), "/").await.code(), 502);
}

#[tokio::test]
async fn a_client_that_goes_takes_its_request_back() {
    let (begun, gone) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (told, left) = (Arc::clone(&begun), Arc::clone(&gone));
    let replica = Replica::start("r", move |_| {
        let (told, left) = (Arc::clone(&told), Arc::clone(&left));
        async move {
            let _left = Leaves(left);
            told.notify_one();
            std::future::pending().await
        }
    })
    .await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = Client::to(stage.http()).await;
    client.ask("GET /", &[]).await;
    begun.notified().await;
    drop(client);
    gone.notified().await;
    // The replica may have seen it before it is counted.
    while stage.proxy.stats().services[0].traffic.open > 0 {
        tokio::task::yield_now().await;
    }
    let traffic = stage.proxy.stats().services[0].traffic;
    assert_eq!((traffic.requests, traffic.answers.none), (1, 1));
}

struct Leaves(Arc<Notify>);

impl Drop for Leaves {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}
