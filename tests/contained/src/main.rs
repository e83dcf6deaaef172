//! What runs in the containers of tests. Its first word says what it does:
//!
//! | word | does |
//! |---|---|
//! | none | answers on `PORT` until SIGTERM, which it outlives with `TERM=ignore` |
//! | `exit CODE` | writes a line to each output, and ends |
//! | `eat MIB` | takes memory, and ends |
//! | `ask URL` | gets a URL, writes what it answers, and ends with 0 where that is well |
//! | `is-there URL` | asks until somebody answers |

mod answer;
mod ask;

use std::process::ExitCode;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// How long it waits until it asks again.
const AGAIN: Duration = Duration::from_millis(50);

#[tokio::main(flavor = "current_thread")]
#[allow(clippy::print_stdout, clippy::print_stderr, reason = "its output is what is tested")]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        [] => serve().await,
        ["exit", code] => {
            println!("to the output");
            eprintln!("to the errors");
            ExitCode::from(code.parse().unwrap_or(255))
        }
        ["eat", size] => {
            let size = size.parse::<usize>().unwrap_or_default() << 20;
            // Written, as what is not is not taken.
            let eaten = vec![1_u8; size];
            println!("{} eaten", eaten.iter().map(|byte| usize::from(*byte)).sum::<usize>());
            ExitCode::SUCCESS
        }
        ["ask", url] => match ask::ask(url).await {
            Some((200, body)) => {
                println!("{body}");
                ExitCode::SUCCESS
            }
            other => {
                println!("{url}: {other:?}");
                ExitCode::FAILURE
            }
        },
        ["is-there", url] => {
            while ask::ask(url).await.is_none() {
                tokio::time::sleep(AGAIN).await;
            }
            ExitCode::SUCCESS
        }
        _ => ExitCode::from(2),
    }
}

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "its output is what is tested")]
async fn serve() -> ExitCode {
    let port = std::env::var("PORT").ok().and_then(|port| port.parse().ok()).unwrap_or(8080_u16);
    let Ok(mut terminated) = signal(SignalKind::terminate()) else { return ExitCode::FAILURE };
    let listener = match TcpListener::bind(("0.0.0.0", port)).await {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("listening on {port}");
    loop {
        tokio::select! {
            Ok((stream, _)) = listener.accept() => {
                tokio::spawn(answer::answer(stream));
            }
            _ = terminated.recv() => {
                if std::env::var("TERM").is_ok_and(|term| term == "ignore") {
                    println!("SIGTERM is ignored");
                } else {
                    println!("ended well");
                    return ExitCode::SUCCESS;
                }
            }
        }
    }
}
