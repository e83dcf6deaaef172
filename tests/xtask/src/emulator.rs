//! An emulator of AWS on this machine, for as long as its value lives.
//!
//! There are two. ministack carries all that the demo uses but Application Auto Scaling, which it answers with 400 for
//! every call; moto carries that. `EMULATOR.md` tells more of both.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::workspace;

/// How long it may take until it answers. It takes about three seconds on an idle machine.
const START: Duration = Duration::from_mins(1);
/// How often it is asked whether it answers.
const POLL: Duration = Duration::from_millis(100);
/// How much of its log a failure shows.
const LOG_LINES: usize = 10;

/// Which emulator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// ministack.
    Ministack,
    /// moto's server.
    Moto,
}

impl Kind {
    /// Its name in the log's.
    fn name(self) -> &'static str {
        match self {
            Self::Ministack => "ministack",
            Self::Moto => "moto",
        }
    }

    /// What it answers with 200 as soon as it is up.
    fn health_path(self) -> &'static str {
        match self {
            Self::Ministack => "/_ministack/health",
            Self::Moto => "/moto-api/",
        }
    }

    /// Tells it to listen on this port of the loopback interface only.
    fn listen(self, command: &mut Command, port: u16) {
        match self {
            // By default it would listen on every interface.
            Self::Ministack => command.env("BIND_HOST", "127.0.0.1").env("GATEWAY_PORT", port.to_string()),
            Self::Moto => command.args(["-H", "127.0.0.1", "-p", &port.to_string()]),
        };
    }
}

/// A running emulator. It is ended when this is dropped, also by a panic; Ctrl-C reaches it as well, since it stays in
/// the terminal's process group.
pub(crate) struct Emulator {
    kind: Kind,
    child: Child,
    port: u16,
}

impl Emulator {
    /// Starts `command` on a free port of the loopback interface and waits until it answers; what it prints goes to
    /// a log of its own in the target folder.
    pub(crate) fn start(kind: Kind, command: &Path) -> Result<Self, Failure> {
        let log = workspace::target().join(format!("emulator-{}.log", kind.name()));
        let temporary = workspace::target().join("tmp");
        workspace::make_folder(&temporary)?;
        let port = free_port()?;
        let mut emulator = Self { kind, child: spawn(kind, command, port, &log, &temporary)?, port };
        emulator.wait_until_it_answers(&log)?;
        Ok(emulator)
    }

    /// Where it answers, as `AWS_ENDPOINT_URL` wants it.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn wait_until_it_answers(&mut self, log: &Path) -> Result<(), Failure> {
        let deadline = Instant::now() + START;
        while !answers(self.kind, self.port) {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(not_started(&format!("ended with {status} before it answered"), log));
            }
            if Instant::now() > deadline {
                return Err(not_started(&format!("did not answer within {} s", START.as_secs()), log));
            }
            sleep(POLL);
        }
        Ok(())
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end, and waiting gives its status at once.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(kind: Kind, program: &Path, port: u16, log: &Path, temporary: &Path) -> Result<Child, Failure> {
    let failed = |what: String| Failure::new(what, "see that the path is right and can be written to");
    let output =
        File::create(log).map_err(|error| failed(format!("`{}` could not be made: {error}", log.display())))?;
    let errors =
        output.try_clone().map_err(|error| failed(format!("the emulator's log could not be shared: {error}")))?;
    let mut command = Command::new(program);
    kind.listen(&mut command, port);
    command
        // ministack leaves a file with its process id there when it is killed.
        .env("TMPDIR", temporary)
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(errors)
        .spawn()
        .map_err(|error| failed(format!("the emulator `{}` could not be run: {error}", program.display())))
}

/// A port that was free a moment ago. Should another process take it first, the emulator ends and says so in its log.
fn free_port() -> Result<u16, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| {
            Failure::new(format!("no free port was found for the emulator: {error}"), "see that 127.0.0.1 may be bound")
        })
}

fn answers(kind: Kind, port: u16) -> bool {
    health(kind, port).is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

/// What the emulator says of its health; only the first line matters.
fn health(kind: Kind, port: u16) -> std::io::Result<String> {
    let patience = Duration::from_secs(2);
    let mut stream = TcpStream::connect_timeout(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)), patience)?;
    stream.set_read_timeout(Some(patience))?;
    // In one piece: who answers early ends the connection before the rest.
    let question = format!("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", kind.health_path());
    stream.write_all(question.as_bytes())?;
    let mut start = [0; 64];
    let length = stream.read(&mut start)?;
    Ok(String::from_utf8_lossy(&start[..length]).into_owned())
}

fn not_started(what: &str, log: &Path) -> Failure {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    Failure::new(
        format!("the emulator {what}; it last said:\n{}", last_lines(&text, LOG_LINES)),
        format!("read `{}`, then start again", log.display()),
    )
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_are_kept() {
        assert_eq!(last_lines("a\nb\nc\n", 2), "b\nc");
        assert_eq!(last_lines("a\n", 2), "a");
        assert_eq!(last_lines("", 2), "");
    }

    #[test]
    fn a_port_where_nothing_listens_does_not_answer() {
        assert!(!answers(Kind::Moto, free_port().unwrap()));
    }

    #[test]
    fn a_command_that_ends_at_once_is_reported() {
        let folder = std::env::temp_dir().join(format!("xtask-emulator-{}", std::process::id()));
        workspace::make_folder(&folder).unwrap();
        let log = folder.join("log");
        let port = free_port().unwrap();
        let kind = Kind::Ministack;
        let child = spawn(kind, Path::new("false"), port, &log, &folder).unwrap();
        let mut emulator = Emulator { kind, child, port };
        let failure = emulator.wait_until_it_answers(&log).unwrap_err().to_string();
        workspace::remove_folder(&folder).unwrap();
        assert!(failure.contains("ended with exit status: 1 before it answered"), "{failure}");
    }

    #[test]
    fn only_a_good_answer_counts() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = std::thread::spawn(move || {
            for status in ["503 Unavailable", "200 OK"] {
                let (mut stream, _) = listener.accept().unwrap();
                let _ = stream.read(&mut [0; 256]).unwrap();
                stream.write_all(format!("HTTP/1.1 {status}\r\n\r\n").as_bytes()).unwrap();
            }
        });
        assert!(!answers(Kind::Ministack, port));
        assert!(answers(Kind::Ministack, port));
        server.join().unwrap();
    }
}
