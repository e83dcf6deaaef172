//! Connections that break, and pushes that are killed.

use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use image_tests::{HANG, Made, Registry, Server, Wire, answer};
use infra_image::push::missing;
use infra_image::{Credentials, Digest, Image};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::push;

/// Two parts and a half.
const LARGE: usize = 20 << 20;
const PART: u64 = 8 << 20;
/// What heads of requests and small content may take, with the 64 KiB that the wire may have read when it breaks.
const HEADS: u64 = 128 << 10;

/// Pushes with a process that can be killed.
fn process(made: &Made, host: &str) -> tokio::process::Child {
    tokio::process::Command::new(env!("CARGO_BIN_EXE_image-push"))
        .arg(made.store.folder())
        .args([host, "web", made.image.digest.as_str()])
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}

async fn is_whole(made: &Made, registry: &Registry) -> bool {
    !missing(&made.store, &registry.client(), "web", &made.image.digest).await.unwrap().manifest
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_push_goes_on_behind_the_last_part() {
    let registry = Registry::start();
    let made = Made::of(LARGE);
    let parts = AtomicU32::new(0);
    let server = Server::start(Some(registry.address()), move |request| {
        let is_third = request.method == "PATCH" && parts.fetch_add(1, Ordering::SeqCst) == 2;
        is_third.then(|| answer(HANG, ""))
    })
    .await;
    let mut killed = process(&made, &server.host());
    server.hangs().await;
    killed.kill().await.unwrap();
    assert!(server.received() >= 2 * PART);
    server.forget();
    push(&made, &server.client(), "web", &["v1"]).await.unwrap();
    let whole = LARGE as u64;
    let sent = server.received();
    assert!(sent < whole - 2 * PART + HEADS, "{sent} bytes of {whole} were sent after two parts of {PART}");
    assert!(is_whole(&made, &registry).await);
}

/// Where a part breaks in its middle this registry gives up the upload, as it cannot say what it has of it: the blob is sent again,
/// and nothing else is.
#[tokio::test(flavor = "multi_thread")]
async fn a_push_that_is_killed_anywhere_comes_to_its_end() {
    for at in [PART / 2, 2 * PART + PART / 4, LARGE as u64 + 1000] {
        let registry = Registry::start();
        let made = Made::of(LARGE);
        let wire = Wire::that_stops(registry.address(), at).await;
        let mut killed = process(&made, &wire.host());
        wire.stopped().await;
        killed.kill().await.unwrap();
        wire.mend();
        push(&made, &wire.client(), "web", &["v1"]).await.unwrap();
        assert!(wire.sent() < LARGE as u64 + HEADS, "{} bytes were sent", wire.sent());
        assert!(is_whole(&made, &registry).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_breaks_is_made_anew() {
    for at in [100, PART / 2, 2 * PART + PART / 4] {
        let registry = Registry::start();
        let made = Made::of(LARGE);
        let wire = Wire::that_breaks(registry.address(), at).await;
        push(&made, &wire.client(), "web", &["v1"]).await.unwrap();
        assert!(wire.sent() < LARGE as u64 + at + HEADS, "{} bytes were sent", wire.sent());
        assert!(is_whole(&made, &registry).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_there_is_not_sent() {
    let registry = Registry::start();
    let made = Made::of(1 << 20);
    let wire = Wire::to(registry.address()).await;
    push(&made, &wire.client(), "web", &["v1"]).await.unwrap();
    assert!(wire.sent() > 1 << 20);
    wire.mend();
    push(&made, &wire.client(), "web", &["v1"]).await.unwrap();
    assert!(wire.sent() < 2048, "{} bytes were sent", wire.sent());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_of_a_part_that_broke_is_not_sent_again() {
    let made = Made::of(LARGE);
    let layer = Image::read(&made.store, &made.image.digest).unwrap().layers.remove(1);
    let keeping = Keeping::start(&layer.digest).await;
    let client = infra_image::Registry::new(&keeping.host, Arc::new(Credentials::Anonymous));
    push(&made, &client, "web", &[]).await.unwrap();
    assert!(Digest::of(&keeping.has.lock().unwrap()) == layer.digest, "what is there is not what was to be sent");
}

/// A registry that keeps what came of a part that broke, as the standard has it. It lacks one blob, and breaks the connection in the
/// middle of its second part.
struct Keeping {
    host: String,
    has: Arc<Mutex<Vec<u8>>>,
}

impl Keeping {
    async fn start(lacks: &Digest) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let keeping = Self { host: listener.local_addr().unwrap().to_string(), has: Arc::default() };
        let (has, lacks) = (Arc::clone(&keeping.has), lacks.to_string());
        tokio::spawn(async move {
            let mut breaks = true;
            // One connection after the other: each answer says that it is the last on its connection.
            while let Ok((client, _)) = listener.accept().await {
                breaks = serve(client, &has, &lacks, breaks).await.unwrap_or(breaks);
            }
        });
        keeping
    }
}

/// Whether the next one breaks.
async fn serve(mut client: TcpStream, has: &Mutex<Vec<u8>>, lacks: &str, breaks: bool) -> std::io::Result<bool> {
    let mut head = vec![];
    while !head.ends_with(b"\r\n\r\n") {
        head.push(client.read_u8().await?);
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    let is_upload = head.starts_with("patch");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut left: usize = length.map_or(0, |length| length.parse().unwrap());
    while left > 0 {
        let mut piece = vec![0; left.min(64 << 10)];
        client.read_exact(&mut piece).await?;
        left -= piece.len();
        if is_upload {
            let mut has = has.lock().unwrap();
            has.extend(piece);
            if breaks && has.len() as u64 > PART + PART / 2 {
                return Ok(false);
            }
        }
    }
    let end = has.lock().unwrap().len().saturating_sub(1);
    let at = format!("Location: /v2/web/blobs/uploads/1\r\nRange: 0-{end}");
    let status = match head.split(' ').next().unwrap_or_default() {
        "head" if head.contains("/manifests/") || head.contains(lacks) => "404 Not Found".to_owned(),
        "head" => "200 OK".to_owned(),
        "post" | "patch" => format!("202 Accepted\r\n{at}"),
        "get" => format!("204 No Content\r\n{at}"),
        _ => "201 Created".to_owned(),
    };
    let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    client.write_all(answer.as_bytes()).await?;
    Ok(breaks)
}
