//! One question to a replica.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Empty;
use hyper::Request;
use hyper_util::rt::TokioIo;
use infra_core::balance::is_healthy;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::process::{Children, Start, kill_group};
use crate::spec::Probe;

/// What a load balancer calls itself when it asks.
const AGENT: &str = "ELB-HealthChecker/2.0";
/// How long what has nobody to pass a connection on to may take to close it.
const AT_ONCE: Duration = Duration::from_millis(200);

/// How a replica was asked.
pub(crate) struct Asked<'a> {
    /// What.
    pub(crate) probe: &'a Probe,
    /// How long an answer may take.
    pub(crate) limit: Duration,
    /// The port of this machine in the place of the declared one, where one is asked.
    pub(crate) port: Option<u16>,
    /// Whether it is a container: some engines accept connections to its port also while nothing listens in it, and close them at
    /// once.
    pub(crate) is_contained: bool,
}

/// Asks. `command` starts the command of a check. What is wrong comes in a sentence.
pub(crate) async fn ask(
    asked: Asked<'_>,
    children: &Children,
    command: impl FnOnce() -> Result<Start, String>,
) -> Result<(), String> {
    let Asked { probe, limit, port, is_contained } = asked;
    let late = || format!("no answer within {} s", limit.as_secs());
    match probe {
        Probe::Http { port: declared, path, codes } => {
            let address = address(port, *declared)?;
            let code = timeout(limit, get(address, path)).await.map_err(|_| late())?;
            let code = code.map_err(|why| format!("GET {path} on {address}: {why}"))?;
            if is_healthy(codes, code) {
                return Ok(());
            }
            Err(format!("GET {path} on {address} answers {code}, which is not in {codes}"))
        }
        Probe::Tcp { port: declared } => {
            let address = address(port, *declared)?;
            let connected = timeout(limit, TcpStream::connect(address)).await.map_err(|_| late())?;
            let stream = connected.map_err(|error| silent(address, &error))?;
            if is_contained && is_closed(stream).await {
                return Err(format!("nothing listens behind {address}"));
            }
            Ok(())
        }
        Probe::Command { .. } => run(children, command()?, limit).await,
    }
}

/// Whether a connection is closed at once, without a word.
async fn is_closed(mut stream: TcpStream) -> bool {
    // Most wait for what a client says first.
    timeout(AT_ONCE, stream.read(&mut [0])).await.is_ok_and(|read| matches!(read, Ok(0) | Err(_)))
}

fn address(port: Option<u16>, declared: u16) -> Result<SocketAddr, String> {
    let port = port.ok_or_else(|| format!("nothing of it has the port {declared}"))?;
    Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
}

fn silent(address: SocketAddr, error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::ConnectionRefused => format!("nothing listens on {address}"),
        _ => format!("{address}: {error}"),
    }
}

async fn get(address: SocketAddr, path: &str) -> Result<u16, String> {
    let stream = TcpStream::connect(address).await.map_err(|error| silent(address, &error))?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(|error| error.to_string())?;
    let request = Request::builder().uri(path).header("host", address.to_string()).header("user-agent", AGENT);
    let request =
        request.header("connection", "close").body(Empty::<Bytes>::new()).map_err(|error| error.to_string())?;
    let answer = sender.send_request(request);
    tokio::pin!(answer);
    let answer = tokio::select! {
        biased;
        answer = &mut answer => answer,
        // It closes when it has the answer.
        _ = connection => answer.await,
    };
    answer.map(|answer| answer.status().as_u16()).map_err(|error| error.to_string())
}

/// Runs the command of a check; the last line that it writes says what is wrong.
async fn run(children: &Children, start: Start, limit: Duration) -> Result<(), String> {
    let last = Arc::new(Mutex::new(String::new()));
    let sink = Arc::clone(&last);
    let keep = move |_: bool, line: &[u8]| {
        *sink.lock().unwrap_or_else(PoisonError::into_inner) = String::from_utf8_lossy(line).into_owned();
    };
    let start = Start { output: Arc::new(keep), ..start };
    let process = children.start(start).await.map_err(|error| error.to_string())?;
    let _end = End(process.id);
    let Ok(exit) = timeout(limit, process.ended()).await else {
        process.stop(Duration::ZERO).await;
        return Err(format!("its check took longer than {} s", limit.as_secs()));
    };
    if exit.is_success() {
        return Ok(());
    }
    let said = last.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Err(if said.is_empty() { format!("its check: {exit}") } else { format!("its check: {exit}: {said}") })
}

/// Makes an end of a check whose answer nobody waits for any more.
struct End(u32);

impl Drop for End {
    fn drop(&mut self) {
        kill_group(self.0);
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncWriteExt;
    use tokio::net::TcpListener;

    use super::*;
    use crate::process::Limits;

    const LIMIT: Duration = Duration::from_secs(20);

    fn none() -> Result<Start, String> {
        Err("no command".to_owned())
    }

    async fn http(answer: &'static str, probe: &Probe) -> Result<(), String> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = [0; 1024];
            let _ = stream.read(&mut request).await;
            stream.write_all(answer.as_bytes()).await.unwrap();
        });
        ask(Asked { probe, limit: LIMIT, port: Some(port), is_contained: false }, &Children::default(), none).await
    }

    #[tokio::test]
    async fn an_answer_is_judged_by_its_code() {
        let probe = Probe::Http { port: 80, path: "/healthz".into(), codes: "200-299".into() };
        assert_eq!(http("HTTP/1.1 204 No Content\r\n\r\n", &probe).await, Ok(()));
        let wrong = http("HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n", &probe).await.unwrap_err();
        assert!(wrong.contains("answers 500, which is not in 200-299"), "{wrong}");
        assert!(http("no HTTP\r\n\r\n", &probe).await.is_err());
    }

    #[tokio::test]
    async fn nothing_that_listens_is_said_in_words() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let probe = Probe::Tcp { port: 80 };
        let children = Children::default();
        let tcp = || ask(Asked { probe: &probe, limit: LIMIT, port: Some(port), is_contained: false }, &children, none);
        assert_eq!(tcp().await, Ok(()));
        drop(listener);
        assert_eq!(tcp().await, Err(format!("nothing listens on 127.0.0.1:{port}")));
    }

    #[tokio::test]
    async fn of_a_container_a_connection_that_is_closed_at_once_says_that_nothing_listens() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked =
            |is_contained| Asked { probe: &Probe::Tcp { port: 80 }, limit: LIMIT, port: Some(port), is_contained };
        let closes = tokio::spawn(async move {
            loop {
                drop(listener.accept().await);
            }
        });
        let children = Children::default();
        assert_eq!(ask(asked(false), &children, none).await, Ok(()));
        let wanted = Err(format!("nothing listens behind 127.0.0.1:{port}"));
        assert_eq!(ask(asked(true), &children, none).await, wanted);
        closes.abort();
    }

    #[tokio::test]
    async fn one_that_waits_for_its_client_listens() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let probe = Probe::Tcp { port: 80 };
        let asked = Asked { probe: &probe, limit: LIMIT, port: Some(port), is_contained: true };
        assert_eq!(ask(asked, &Children::default(), none).await, Ok(()));
    }

    #[tokio::test]
    async fn a_late_answer_is_none() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let probe = Probe::Http { port: 80, path: "/".into(), codes: "200".into() };
        let asked = Asked { probe: &probe, limit: Duration::from_millis(20), port: Some(port), is_contained: false };
        assert_eq!(ask(asked, &Children::default(), none).await, Err("no answer within 0 s".to_owned()));
    }

    #[tokio::test]
    async fn a_command_is_judged_by_its_exit_code() {
        let probe = Probe::Command { command: Vec::new() };
        let run = |line: &str, limit| {
            let start = Start {
                program: "/bin/sh".into(),
                arguments: vec!["-c".to_owned(), line.to_owned()],
                environment: vec![("PATH".to_owned(), std::env::var("PATH").unwrap())],
                folder: std::env::temp_dir(),
                limits: Limits::default(),
                output: Arc::new(|_, _| ()),
            };
            let probe = &probe;
            async move {
                let children = Children::default();
                ask(Asked { probe, limit, port: None, is_contained: false }, &children, || Ok(start)).await
            }
        };
        assert_eq!(run("true", LIMIT).await, Ok(()));
        assert_eq!(run("echo no; exit 2", LIMIT).await, Err("its check: exit code 2: no".to_owned()));
        let late = run("sleep 1000", Duration::from_millis(50)).await;
        assert_eq!(late, Err("its check took longer than 0 s".to_owned()));
    }
}
