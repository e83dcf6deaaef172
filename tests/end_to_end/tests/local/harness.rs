//! A workspace of a test's own, with a service and a task of the standard library alone, and the app's binary in it.

#[path = "../common/outcome.rs"]
mod outcome;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use outcome::Outcome;
use serde_json::Value;

/// How long something may take until it is so.
const LIMIT: Duration = Duration::from_mins(1);
/// How often is looked for what nobody tells of.
const LOOK: Duration = Duration::from_millis(20);

/// The service: it greets, and crashes where it is asked to.
pub(crate) const WEB: &str = r#"
use std::io::{Read, Write};
use std::net::TcpListener;

const VERSION: &str = "one";

fn main() {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let listener = TcpListener::bind(format!("127.0.0.1:{}", variable("PORT"))).unwrap();
    println!("Listening");
    for stream in listener.incoming() {
        let mut stream = stream.unwrap();
        let mut buffer = [0; 4096];
        let length = stream.read(&mut buffer).unwrap_or(0);
        let request = String::from_utf8_lossy(&buffer[..length]).into_owned();
        let path = request.split(' ').nth(1).unwrap_or_default();
        if path == "/crash" {
            eprintln!("crashing");
            std::process::exit(3);
        }
        if path != "/health" {
            println!("asked for {path}");
        }
        let body = format!("{} from {VERSION}", variable("GREETING"));
        let length = body.len();
        let _ = write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}");
    }
}
"#;

/// The task: it says its arguments, waits for a file where it is told to, and ends with the last one.
const WORK: &str = r#"
fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    println!("working on {}", words.join(" "));
    while words.len() > 2 && words[0] == "wait" && !std::path::Path::new(&words[1]).exists() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    std::process::exit(words.last().and_then(|word| word.parse().ok()).unwrap_or(0));
}
"#;

/// A workspace, which goes with all that runs in it.
pub(crate) struct Workspace {
    folder: PathBuf,
    /// A port that was free when it was made: that of the app's load balancer.
    port: u16,
}

impl Workspace {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("local-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let workspace = Self { folder: Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), port };
        workspace.write("Cargo.toml", "[package]\nname = \"programs\"\nedition = \"2024\"\n[workspace]\n");
        workspace.write("src/bin/web.rs", WEB);
        workspace.write("src/bin/work.rs", WORK);
        workspace
    }

    /// Writes a file.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Where a file is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Whether there is a file or a folder.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.folder.join(name).exists()
    }

    /// A command of the binary as `app`.
    fn command(&self, app: &str, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_end-to-end-app"));
        command.args(line.split(' ')).current_dir(&self.folder).env("END_TO_END_APP", app);
        command.env("END_TO_END_PORT", self.port.to_string());
        command.env("CARGO_TARGET_DIR", self.folder.join("target")).env_remove("GREETING").stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, app: &str, line: &str) -> Outcome {
        ended(&mut self.command(app, line))
    }

    /// The same with a variable of its own.
    pub(crate) fn run_with(&self, app: &str, line: &str, variable: (&str, &str)) -> Outcome {
        ended(self.command(app, line).env(variable.0, variable.1))
    }

    /// Begins a command that goes on.
    pub(crate) fn begin(&self, app: &str, line: &str) -> Running {
        Running::of(self.command(app, line))
    }

    /// The same with a variable of its own.
    pub(crate) fn begin_with(&self, app: &str, line: &str, variable: (&str, &str)) -> Running {
        let mut command = self.command(app, line);
        command.env(variable.0, variable.1);
        Running::of(command)
    }

    /// Begins a command as `cargo run --bin infra` does, whose program lies in the workspace's folder to build in.
    pub(crate) fn begin_as_cargo_run(&self, app: &str, line: &str) -> Running {
        let program = self.path("target/debug/infra");
        fs::create_dir_all(program.parent().unwrap()).unwrap();
        fs::copy(env!("CARGO_BIN_EXE_end-to-end-app"), &program).unwrap();
        let plain = self.command(app, line);
        let mut command = Command::new(program);
        command.args(plain.get_args()).current_dir(&self.folder).stdin(Stdio::null());
        for (name, value) in plain.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.env("CARGO_MANIFEST_DIR", &self.folder).env("NEXT", env!("CARGO_BIN_EXE_end-to-end-app"));
        Running::of(command)
    }

    /// What `status --json` says of a stage.
    pub(crate) fn status(&self, stage: &str) -> Value {
        let ended = self.run("local", &format!("status --json --target local --stage {stage}"));
        serde_json::from_str(&ended.exits(0).stdout).unwrap()
    }

    /// Where the load balancer of a stage listens.
    pub(crate) fn address(&self, stage: &str) -> SocketAddr {
        self.status(stage)["endpoints"][0]["address"].as_str().unwrap().parse().unwrap()
    }

    /// The processes that were started of this workspace's binaries, and of the app's binary to keep them.
    pub(crate) fn processes(&self) -> Vec<String> {
        let listed = Command::new("ps").args(["-axww", "-o", "stat=,command="]).output().unwrap();
        let folder = self.folder.display().to_string();
        let lines = String::from_utf8_lossy(&listed.stdout).into_owned();
        lines.lines().filter(|line| line.contains(&folder) && !line.starts_with('Z')).map(str::to_owned).collect()
    }

    /// Waits until nothing runs any more.
    pub(crate) fn is_quiet(&self) {
        until("nothing runs any more", || self.processes().is_empty());
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        // A test that failed leaves what it has begun.
        for stage in fs::read_dir(self.folder.join(".infra")).into_iter().flatten().flatten() {
            if let Some(stage) = stage.file_name().to_str().and_then(|name| name.strip_prefix("local-")) {
                self.run("local", &format!("destroy --yes --target local --stage {stage}"));
            }
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Runs a command to its end.
fn ended(command: &mut Command) -> Outcome {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Outcome { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
}

/// A command that goes on. It is killed when this is dropped.
pub(crate) struct Running {
    child: Child,
    said: Arc<(Mutex<String>, Condvar)>,
}

impl Running {
    fn of(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::new((Mutex::default(), Condvar::new()));
        collect(child.stdout.take().unwrap(), &said);
        collect(child.stderr.take().unwrap(), &said);
        Self { child, said }
    }

    /// Waits until it has said something after what it said before that.
    #[track_caller]
    pub(crate) fn says(&self, text: &str) {
        let (said, told) = &*self.said;
        let said = said.lock().unwrap();
        let (said, late) = told.wait_timeout_while(said, LIMIT, |said| !said.contains(text)).unwrap();
        assert!(!late.timed_out(), "{text:?} is not in:\n{said}");
    }

    /// Forgets what it has said.
    pub(crate) fn forget(&self) {
        self.said.0.lock().unwrap().clear();
    }

    /// What it has said since.
    pub(crate) fn said(&self) -> String {
        self.said.0.lock().unwrap().clone()
    }

    /// What Ctrl-C does.
    pub(crate) fn interrupt(&self) {
        signal("-INT", self.child.id());
    }

    /// Waits for its end, and gives the exit code.
    pub(crate) fn ends(mut self) -> Option<i32> {
        let mut code = None;
        until("the command ends", || {
            code = self.child.try_wait().unwrap();
            code.is_some()
        });
        code.and_then(|status| status.code())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Most have ended, and there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn collect(from: impl Read + Send + 'static, said: &Arc<(Mutex<String>, Condvar)>) {
    let said = Arc::clone(said);
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            said.0.lock().unwrap().extend([line.as_str(), "\n"]);
            said.1.notify_all();
        }
    });
}

/// Sends a signal to a process.
pub(crate) fn signal(name: &str, pid: u32) {
    assert!(Command::new("kill").args([name, &pid.to_string()]).status().unwrap().success());
}

/// Waits until something is so.
#[track_caller]
pub(crate) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + LIMIT;
    while !is_so() {
        assert!(Instant::now() < deadline, "it is not so that {what}");
        std::thread::sleep(LOOK);
    }
}

/// The body of the answer to a request; none where nothing listens.
pub(crate) fn get(address: SocketAddr, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned())
}
