//! Bodies: in pieces, as they come, however large.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use balanced::{Body, Client, Replica, Stage, pieces, say};
use bytes::Bytes;
use futures_util::StreamExt;
use http_body_util::BodyExt;
use hyper::Response;
use hyper::body::Frame;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::Notify;

const PIECE: usize = 64 * 1024;
const PIECES: u64 = 4096;
static XES: [u8; PIECE] = [b'x'; PIECE];
/// What the sockets of both connections and the buffers between them may hold: far less than the whole.
const HELD: u64 = 32 * 1024 * 1024;

/// A body of 256 MiB, and how much of it was taken so far.
fn large(taken: Arc<AtomicU64>) -> Body {
    let parts = futures_util::stream::iter(0..PIECES).map(move |_| {
        taken.fetch_add(PIECE as u64, Ordering::SeqCst);
        Ok(Frame::data(Bytes::from_static(&XES)))
    });
    pieces(parts)
}

/// Until a count stays as it is while others have had their turns.
async fn settles(count: &AtomicU64) -> u64 {
    let (mut last, mut same) = (count.load(Ordering::SeqCst), 0);
    while same < 20_000 {
        tokio::task::yield_now().await;
        let now = count.load(Ordering::SeqCst);
        same = if now == last { same + 1 } else { 0 };
        last = now;
    }
    last
}

#[tokio::test]
async fn an_answer_waits_for_a_client_that_does_not_read() {
    let taken = Arc::new(AtomicU64::new(0));
    let of_replica = Arc::clone(&taken);
    let replica = Replica::start("r", move |_| {
        let taken = Arc::clone(&of_replica);
        async move { Response::new(large(taken)) }
    })
    .await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = Client::to(stage.http()).await;
    // HTTP/1.0 has no pieces to count.
    client.write("GET / HTTP/1.0\r\n\r\n").await;
    assert_eq!(client.head().await.expect("a head").code(), 200);
    let held = settles(&taken).await;
    assert!(held < HELD, "{held} bytes were taken of a replica for a client that reads nothing");
    let mut read = 0;
    let mut buffer = vec![0; PIECE];
    loop {
        let length = client.stream.read(&mut buffer).await.expect("more");
        if length == 0 {
            break;
        }
        assert!(buffer[..length].iter().all(|byte| *byte == b'x'));
        read += length as u64;
    }
    assert_eq!(read, PIECES * PIECE as u64);
}

#[tokio::test]
async fn a_request_waits_for_a_replica_that_does_not_read() {
    let go_on = Arc::new(Notify::new());
    let begins = Arc::clone(&go_on);
    let replica = Replica::start("r", move |request| {
        let begins = Arc::clone(&begins);
        async move {
            begins.notified().await;
            let mut body = request.into_body();
            let mut read = 0;
            while let Some(Ok(frame)) = body.frame().await {
                read += frame.data_ref().map_or(0, |data| data.len());
            }
            say(read.to_string())
        }
    })
    .await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = Client::to(stage.http()).await;
    client.ask("POST /", &[&format!("Content-Length: {}", PIECES * PIECE as u64)]).await;
    let (mut answers, mut stream) = tokio::io::split(client.stream.into_inner());
    let sent = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&sent);
    let sending = tokio::spawn(async move {
        for _ in 0..PIECES {
            stream.write_all(&XES).await.expect("it is open");
            counted.fetch_add(PIECE as u64, Ordering::SeqCst);
        }
        stream
    });
    let held = settles(&sent).await;
    assert!(held < HELD, "{held} bytes were taken of a client for a replica that reads nothing");
    go_on.notify_one();
    let _stream = sending.await.expect("all was sent");
    let mut answer = vec![0; 1024];
    let length = answers.read(&mut answer).await.expect("an answer");
    assert!(String::from_utf8_lossy(&answer[..length]).ends_with(&(PIECES * PIECE as u64).to_string()));
}

#[tokio::test]
async fn pieces_come_when_they_are_sent() {
    let more = Arc::new(Notify::new());
    let of_replica = Arc::clone(&more);
    let replica = Replica::start("r", move |_| {
        let more = Arc::clone(&of_replica);
        async move {
            let parts = futures_util::stream::unfold(0, move |at| {
                let more = Arc::clone(&more);
                async move {
                    more.notified().await;
                    Some((Ok(Frame::data(Bytes::from(format!("data: {at}\n\n")))), at + 1))
                }
            });
            Response::new(pieces(parts))
        }
    })
    .await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = Client::to(stage.http()).await;
    client.ask("GET /events", &["Accept: text/event-stream"]).await;
    assert_eq!(client.head().await.expect("a head").code(), 200);
    for at in 0..3 {
        more.notify_one();
        assert_eq!(client.line().await.expect("a length"), "9");
        assert_eq!(client.bytes(11).await.expect("a piece"), format!("data: {at}\n\n\r\n").as_bytes());
    }
}

#[tokio::test]
async fn trailers_go_both_ways() {
    let replica = Replica::start("r", |request| async {
        let collected = request.into_body().collect().await.expect("a whole body");
        let sum = collected.trailers().and_then(|trailers| trailers.get("x-sum").cloned()).expect("a trailer");
        let frames = [
            Ok(Frame::data(collected.to_bytes())),
            Ok(Frame::trailers([("x-back".parse().expect("a name"), sum)].into_iter().collect())),
        ];
        let mut answer = Response::new(pieces(futures_util::stream::iter(frames)));
        answer.headers_mut().insert("trailer", "x-back".parse().expect("a value"));
        answer
    })
    .await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = Client::to(stage.http()).await;
    client.ask("POST /", &["Transfer-Encoding: chunked", "Trailer: x-sum", "TE: trailers"]).await;
    client.write("3\r\nabc\r\n0\r\nx-sum: 7\r\n\r\n").await;
    let answer = client.answer().await.expect("an answer");
    assert_eq!((answer.body.as_str(), answer.header("x-back")), ("abc", Some("7")));
}

#[tokio::test]
async fn a_client_that_expects_to_go_on_is_told_to() {
    let replica = Replica::start("r", |request| async {
        let expects = request.headers().contains_key("expect");
        let body = request.into_body().collect().await.expect("a whole body").to_bytes();
        say(format!("{expects} {}", body.len()))
    })
    .await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = Client::to(stage.http()).await;
    client.ask("PUT /", &["Content-Length: 4", "Expect: 100-continue"]).await;
    assert_eq!(client.head().await.expect("a head").status, "HTTP/1.1 100 Continue");
    client.write("body").await;
    assert_eq!(client.answer().await.expect("an answer").body, "false 4");
}

#[tokio::test]
async fn a_replica_that_answers_before_the_whole_request_gets_no_other_one_on_that_connection() {
    let replica = Replica::start("r", |_| async { say("early") }).await;
    let stage = Stage::of_web(&[&replica]);
    for _ in 0..3 {
        let mut client = Client::to(stage.http()).await;
        client.ask("POST /", &["Content-Length: 1000000"]).await;
        client.write("some").await;
        assert_eq!(client.answer().await.expect("an answer").body, "early");
    }
    assert_eq!(replica.connections(), 3);
    assert_eq!(stage.proxy.stats().services[0].traffic.open, 0);
}

#[tokio::test]
async fn a_request_with_two_lengths_has_one_for_the_replica() {
    let replica = Replica::start("r", |request| async {
        let length = request.headers().contains_key("content-length");
        let body = request.into_body().collect().await.expect("a whole body").to_bytes();
        say(format!("{length} {}", String::from_utf8_lossy(&body)))
    })
    .await;
    let stage = Stage::of_web(&[&replica]);
    for headers in
        [["Content-Length: 4", "Transfer-Encoding: chunked"], ["Transfer-Encoding: chunked", "Content-Length: 4"]]
    {
        let mut client = Client::to(stage.http()).await;
        client.ask("POST /", &headers).await;
        client.write("2\r\nab\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n").await;
        let answer = client.answer().await.expect("an answer");
        assert_eq!((answer.body.as_str(), answer.header("connection")), ("false ab", Some("close")));
        assert!(client.closes().await);
    }
    assert_eq!(stage.proxy.stats().services[0].traffic.requests, 2);
}

/// A replica that sends a piece every so many seconds, so often, and then nothing for ever.
async fn paced(seconds: u64, times: usize) -> Replica {
    Replica::start("paced", move |_| async move {
        let parts = futures_util::stream::unfold(0, move |at| async move {
            if at == times {
                std::future::pending::<()>().await;
            }
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            Some((Ok(Frame::data(Bytes::from_static(b"tick"))), at + 1))
        });
        Response::new(pieces(parts))
    })
    .await
}

#[tokio::test(start_paused = true)]
async fn an_answer_may_take_long_where_something_comes_now_and_then() {
    let replica = paced(50, 20).await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = Client::to(stage.http()).await;
    let begin = tokio::time::Instant::now();
    client.ask("GET /", &[]).await;
    assert_eq!(client.head().await.expect("a head").code(), 200);
    for _ in 0..20 {
        assert_eq!(client.bytes(9).await.expect("a piece"), b"4\r\ntick\r\n");
    }
    assert_eq!(begin.elapsed().as_secs(), 1000);
    // And then nothing comes.
    assert!(client.closes().await);
    assert_eq!(begin.elapsed().as_secs(), 1060);
}
