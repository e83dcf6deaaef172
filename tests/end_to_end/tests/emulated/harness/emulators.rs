//! The emulators, one of each for all tests of the process.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use super::tool;

/// How long they may take until they answer, on a busy machine.
const START: Duration = Duration::from_mins(2);

/// Runs a program until its own standard input ends. The test process holds the other end, so the program ends with it
/// however that ends; a value in a static is never dropped.
const UNTIL_INPUT_ENDS: &str = r#""$@" </dev/null & program=$!; cat >/dev/null; kill -9 $program; wait $program"#;

/// The ports on which the emulators answer.
pub(crate) struct Emulators {
    pub(crate) ministack: u16,
    /// For Application Auto Scaling, which ministack lacks.
    pub(crate) moto: u16,
    _running: [Child; 2],
}

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Emulator {
    /// It carries whole deploys of usual apps, each account apart.
    Ministack,
    /// It knows more resources, and has one account for all.
    Moto,
}

impl Emulator {
    /// Where it answers.
    pub(crate) fn port(self) -> u16 {
        match self {
            Self::Ministack => EMULATORS.ministack,
            Self::Moto => EMULATORS.moto,
        }
    }
}

/// Started by the first test that asks.
pub(crate) static EMULATORS: LazyLock<Emulators> = LazyLock::new(|| {
    let (ministack, moto) = (free_port(), free_port());
    let mut command = until_this_process_ends(&tool("INFRA_TEST_MINISTACK", "ministack", "ministack"));
    // By default it would listen on every interface; where it is killed, it leaves a file with its process id.
    command.env("BIND_HOST", "127.0.0.1").env("GATEWAY_PORT", ministack.to_string());
    command.env("TMPDIR", env!("CARGO_TARGET_TMPDIR"));
    let first = start(command, "ministack");
    let mut command = until_this_process_ends(&tool("INFRA_TEST_MOTO", "moto", "moto_server"));
    command.args(["-H", "127.0.0.1", "-p", &moto.to_string()]);
    let second = start(command, "moto");
    wait_until_it_answers(ministack, "/_ministack/health");
    wait_until_it_answers(moto, "/moto-api/");
    Emulators { ministack, moto, _running: [first, second] }
});

fn until_this_process_ends(program: &Path) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", UNTIL_INPUT_ENDS, "sh"]).arg(program).stdin(Stdio::piped());
    command
}

fn start(mut command: Command, name: &str) -> Child {
    let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.log"));
    let log = std::fs::File::create(log).expect("the emulator's log can be made");
    command.stdout(log.try_clone().expect("the log can be shared")).stderr(log);
    command.spawn().expect("a shell starts")
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}

fn wait_until_it_answers(port: u16, path: &str) {
    let deadline = Instant::now() + START;
    while !answers(port, path) {
        assert!(Instant::now() < deadline, "no emulator answers on port {port}; see {}", env!("CARGO_TARGET_TMPDIR"));
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn answers(port: u16, path: &str) -> bool {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(2))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        let question = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        stream.write_all(question.as_bytes())?;
        let mut start = [0; 12];
        stream.read_exact(&mut start)?;
        Ok(&start == b"HTTP/1.1 200")
    };
    ask().unwrap_or(false)
}
