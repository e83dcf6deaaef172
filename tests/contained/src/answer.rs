//! An answer: `/env/NAME` shows a variable, `/run/NAME` runs the task that it tells of, `/call/NAME` what its URL answers, `/read/PATH` a file, `/write/PATH` writes the path into it,
//! `/sick` makes `/healthz` fail, `/crash` ends the program.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::ask::{ask, send};

static SICK: AtomicBool = AtomicBool::new(false);

pub(crate) async fn answer(mut stream: TcpStream) {
    let mut request = Vec::new();
    let mut chunk = [0; 1024];
    while !request.windows(4).any(|four| four == b"\r\n\r\n") {
        let Ok(count @ 1..) = stream.read(&mut chunk).await else { return };
        request.extend_from_slice(chunk.get(..count).unwrap_or_default());
    }
    let text = String::from_utf8_lossy(&request).into_owned();
    let path = text.split(' ').nth(1).unwrap_or_default();
    let (code, body) = of(path).await;
    let length = body.len();
    let answer = format!("HTTP/1.1 {code} It\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}");
    // Nobody waits for it where this fails.
    let _ = stream.write_all(answer.as_bytes()).await;
}

/// Runs a task of which a variable tells.
async fn run(told: &str) -> Option<(u16, String)> {
    let text = |name: &str| {
        let (_, rest) = told.split_once(&format!("\"{name}\":\""))?;
        rest.split_once('"').map(|(text, _)| text.to_owned())
    };
    let bearer = format!("authorization: Bearer {}\r\ncontent-length: 0\r\n", text("token")?);
    send("POST", &text("url")?, &bearer).await
}

async fn of(path: &str) -> (u16, String) {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let (word, rest) = path.trim_start_matches('/').split_once('/').unwrap_or((path.trim_start_matches('/'), ""));
    match word {
        "healthz" if SICK.load(SeqCst) => (500, "sick".to_owned()),
        "healthz" => (200, "well".to_owned()),
        "sick" => {
            SICK.store(true, SeqCst);
            (200, String::new())
        }
        "crash" => std::process::exit(7),
        "env" => (200, variable(rest)),
        "call" => match ask(&variable(rest)).await {
            Some((code, body)) => (code, body),
            None => (502, format!("nobody answers at {}", variable(rest))),
        },
        "run" => match run(&variable(rest)).await {
            Some((code, body)) => (code, body),
            None => (502, format!("nobody runs {}", variable(rest).len())),
        },
        "folder" => (200, std::env::current_dir().unwrap_or_default().display().to_string()),
        "read" => match std::fs::read_to_string(format!("/{rest}")) {
            Ok(text) => (200, text),
            Err(error) => (404, error.to_string()),
        },
        "write" => match std::fs::write(format!("/{rest}"), rest) {
            Ok(()) => (200, String::new()),
            Err(error) => (500, error.to_string()),
        },
        _ => (200, format!("{} {}", variable("VERSION"), variable("HOSTNAME"))),
    }
}
