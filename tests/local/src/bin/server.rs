//! A small server that reads `PORT` and does as its environment says:
//!
//! | variable | does |
//! |---|---|
//! | `VERSION` | is what `/` answers, with the process id |
//! | `START=crash` | writes two lines and exits with 3 |
//! | `START=silent` | listens on nothing |
//! | `START=sick` | `/healthz` answers 500 |
//! | `START=hungry` | takes memory until it is ended |
//! | `START=busy` | wants two CPUs for itself |
//! | `TERM=ignore` | goes on at SIGTERM |
//! | `CHILD=1` | starts a process that sleeps for long |
//! | `CHILD=away` | starts one that leaves the process group |
//!
//! `/healthz` is well until somebody asks for `/sick`; `/slow` answers after a while and `/hang` never, `/crash` ends it in the
//! middle of the answer, `/env/NAME` shows a variable. At SIGTERM it finishes what it has to answer.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};

/// How long `/slow` takes.
const SLOW: Duration = Duration::from_millis(500);
/// What is longer is no request of a test's.
const LONGEST: usize = 16 * 1024;

#[derive(Default)]
struct Server {
    sick: AtomicBool,
    ending: AtomicBool,
    open: AtomicUsize,
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

#[tokio::main(flavor = "current_thread")]
#[allow(clippy::print_stdout, clippy::print_stderr, reason = "its output is what is tested")]
async fn main() -> ExitCode {
    println!("version {} begins", variable("VERSION"));
    if variable("START") == "crash" {
        eprintln!("no database: giving up");
        return ExitCode::from(3);
    }
    match variable("START").as_str() {
        "hungry" => eat(),
        "busy" => {
            for _ in 0..2 {
                std::thread::spawn(|| {
                    loop {
                        std::hint::spin_loop();
                    }
                });
            }
        }
        _ => {}
    }
    let child = variable("CHILD");
    if !child.is_empty() {
        let mut command = tokio::process::Command::new(if child == "away" { "setsid" } else { "sleep" });
        let child = command.args(if child == "away" { &["sleep", "100000"][..] } else { &["100000"] }).spawn();
        println!("child {}", child.ok().and_then(|child| child.id()).unwrap_or_default());
    }
    let Ok(mut terminated) = signal(SignalKind::terminate()) else { return ExitCode::FAILURE };
    let server = Arc::new(Server::default());
    server.sick.store(variable("START") == "sick", SeqCst);
    let port = variable("PORT").parse::<u16>().ok().filter(|_| variable("START") != "silent");
    let listener = match port {
        Some(port) => match TcpListener::bind(("127.0.0.1", port)).await {
            Ok(listener) => Some(listener),
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        },
        None => None,
    };
    loop {
        tokio::select! {
            Some(stream) = accept(listener.as_ref()) => {
                tokio::spawn(serve(Arc::clone(&server), stream));
            }
            _ = terminated.recv() => {
                if variable("TERM") != "ignore" {
                    break;
                }
                println!("SIGTERM is ignored");
            }
        }
    }
    drop(listener);
    server.ending.store(true, SeqCst);
    while server.open.load(SeqCst) > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    println!("ended well");
    ExitCode::SUCCESS
}

/// Takes memory, and writes to each page of it.
fn eat() {
    const MEBIBYTE: usize = 1024 * 1024;
    let mut eaten = Vec::new();
    loop {
        eaten.push(std::hint::black_box(vec![1_u8; MEBIBYTE]));
    }
}

async fn accept(listener: Option<&TcpListener>) -> Option<TcpStream> {
    match listener {
        Some(listener) => listener.accept().await.ok().map(|(stream, _)| stream),
        None => std::future::pending().await,
    }
}

/// Answers requests one after the other, until the client closes.
async fn serve(server: Arc<Server>, mut stream: TcpStream) {
    let mut text = Vec::new();
    loop {
        let mut chunk = [0; 1024];
        let Ok(count @ 1..) = stream.read(&mut chunk).await else { return };
        text.extend_from_slice(chunk.get(..count).unwrap_or_default());
        let Some(end) = text.windows(4).position(|four| four == b"\r\n\r\n") else {
            if text.len() > LONGEST {
                return;
            }
            continue;
        };
        let head = String::from_utf8_lossy(&text).into_owned();
        text.drain(..end + 4);
        server.open.fetch_add(1, SeqCst);
        let path = head.split(' ').nth(1).unwrap_or_default();
        let (status, body) = answer(&server, path).await;
        // A balancer that keeps connections sends nothing over one that is about to close.
        let last = if server.ending.load(SeqCst) { "connection: close\r\n" } else { "" };
        let length = body.len();
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n{last}\r\n{body}");
        let written = stream.write_all(answer.as_bytes()).await;
        server.open.fetch_sub(1, SeqCst);
        if written.is_err() || !last.is_empty() {
            return;
        }
    }
}

async fn answer(server: &Server, path: &str) -> (&'static str, String) {
    match path {
        "/healthz" if server.sick.load(SeqCst) => ("500 Internal Server Error", "sick".to_owned()),
        "/healthz" => ("200 OK", "well".to_owned()),
        "/sick" => {
            server.sick.store(true, SeqCst);
            ("200 OK", std::process::id().to_string())
        }
        "/slow" => {
            tokio::time::sleep(SLOW).await;
            ("200 OK", format!("{} {}", variable("VERSION"), std::process::id()))
        }
        "/hang" => std::future::pending().await,
        "/crash" => std::process::exit(7),
        _ => match path.strip_prefix("/env/") {
            Some(name) => ("200 OK", variable(name)),
            None => ("200 OK", format!("{} {}", variable("VERSION"), std::process::id())),
        },
    }
}
