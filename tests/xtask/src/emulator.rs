//! An emulator of AWS on this machine, for as long as its value lives.

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

/// A running ministack. It is ended when this is dropped, also by a panic; Ctrl-C reaches it as well, since it stays in
/// the terminal's process group.
pub(crate) struct Emulator {
    child: Child,
    port: u16,
}

impl Emulator {
    /// Starts `command` on a free port of the loopback interface and waits until it answers; what it prints goes to
    /// `target/emulator-{name}.log`.
    pub(crate) fn start(command: &Path, name: &str) -> Result<Self, Failure> {
        let log = workspace::target().join(format!("emulator-{name}.log"));
        let temporary = workspace::target().join("tmp");
        workspace::make_folder(&temporary)?;
        let port = free_port()?;
        let mut emulator = Self { child: spawn(command, port, &log, &temporary)?, port };
        emulator.wait_until_it_answers(&log)?;
        Ok(emulator)
    }

    /// Where it answers, as `AWS_ENDPOINT_URL` wants it.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn wait_until_it_answers(&mut self, log: &Path) -> Result<(), Failure> {
        let deadline = Instant::now() + START;
        while !answers(self.port) {
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

fn spawn(command: &Path, port: u16, log: &Path, temporary: &Path) -> Result<Child, Failure> {
    let failed = |what: String| Failure::new(what, "see that the path is right and can be written to");
    let output =
        File::create(log).map_err(|error| failed(format!("`{}` could not be made: {error}", log.display())))?;
    let errors =
        output.try_clone().map_err(|error| failed(format!("the emulator's log could not be shared: {error}")))?;
    Command::new(command)
        // By default it would listen on every interface.
        .env("BIND_HOST", "127.0.0.1")
        .env("GATEWAY_PORT", port.to_string())
        // It leaves a file with its process id there when it is killed.
        .env("TMPDIR", temporary)
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(errors)
        .spawn()
        .map_err(|error| failed(format!("the emulator `{}` could not be run: {error}", command.display())))
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

fn answers(port: u16) -> bool {
    health(port).is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

/// What the emulator says of its health; only the first line matters.
fn health(port: u16) -> std::io::Result<String> {
    let patience = Duration::from_secs(2);
    let mut stream = TcpStream::connect_timeout(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)), patience)?;
    stream.set_read_timeout(Some(patience))?;
    stream.write_all(b"GET /_ministack/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
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
        assert!(!answers(free_port().unwrap()));
    }

    #[test]
    fn a_command_that_ends_at_once_is_reported() {
        let folder = std::env::temp_dir().join(format!("xtask-emulator-{}", std::process::id()));
        workspace::make_folder(&folder).unwrap();
        let log = folder.join("log");
        let port = free_port().unwrap();
        let mut emulator = Emulator { child: spawn(Path::new("false"), port, &log, &folder).unwrap(), port };
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
        assert!(!answers(port));
        assert!(answers(port));
        server.join().unwrap();
    }
}
