//! moto, as long as the test runs.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long it may take until it answers, on a busy machine.
const START: Duration = Duration::from_mins(2);

/// Runs a program until its own standard input ends. The test process holds the other end, so the program ends with it
/// however that ends.
const UNTIL_INPUT_ENDS: &str = r#""$@" </dev/null & program=$!; cat >/dev/null; kill -9 $program; wait $program"#;

/// A server of its own.
pub(crate) struct Server {
    running: Child,
    pub(crate) port: u16,
}

impl Server {
    pub(crate) fn start() -> Self {
        let port = free_port();
        let mut command = Command::new("sh");
        command.args(["-c", UNTIL_INPUT_ENDS, "sh"]).arg(program()).stdin(Stdio::piped());
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
        let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join("moto-of-the-simulator.log");
        let log = std::fs::File::create(log).expect("the log can be made");
        command.stdout(log.try_clone().expect("the log can be shared")).stderr(log);
        let server = Self { running: command.spawn().expect("a shell starts"), port };
        let deadline = Instant::now() + START;
        while !answers(port) {
            assert!(Instant::now() < deadline, "moto does not answer; see {}", env!("CARGO_TARGET_TMPDIR"));
            std::thread::sleep(Duration::from_millis(50));
        }
        server
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The shell ends moto when its input does.
        drop(self.running.stdin.take());
        let _ = self.running.wait();
    }
}

/// What the environment says, or where xtask installs it.
fn program() -> PathBuf {
    let path = std::env::var_os("INFRA_TEST_MOTO").map_or_else(|| installed().join("moto_server"), PathBuf::from);
    assert!(path.exists(), "{} is missing; `cargo xtask test` installs it", path.display());
    path
}

/// The commands of moto; its folder ends with the version that xtask pins.
fn installed() -> PathBuf {
    // Cargo gives tests a folder of their own in the target folder.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).ancestors().nth(1).expect("it lies in the target folder");
    let python = target.join("python");
    let folders = std::fs::read_dir(&python).into_iter().flatten().flatten().map(|entry| entry.path());
    let found =
        folders.filter(|folder| folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("moto-")));
    found.max().unwrap_or_else(|| python.join("moto")).join("bin")
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}

fn answers(port: u16) -> bool {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(2))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        let question = format!("GET /moto-api/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
        stream.write_all(question.as_bytes())?;
        let mut start = [0; 12];
        stream.read_exact(&mut start)?;
        Ok(&start == b"HTTP/1.1 200")
    };
    ask().unwrap_or(false)
}
