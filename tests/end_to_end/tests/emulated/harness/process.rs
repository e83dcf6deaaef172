//! The app's binary, run by a test.

#[path = "../../common/outcome.rs"]
mod outcome;

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

pub(crate) use outcome::Outcome;

/// How long a command may take. Most take well under a second; where the SDK retries, it waits in between.
const LIMIT: Duration = Duration::from_mins(2);

/// A command of the binary as `app`, with nothing of this process's environment.
pub(crate) fn infra(app: &str, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_end-to-end-app"));
    command
        .args(words)
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .env_clear()
        .env("END_TO_END_APP", app)
        // Neither a profile nor an instance's role may be looked at: a test must never meet a real account.
        .env("HOME", "/nonexistent")
        .env("AWS_CONFIG_FILE", "/dev/null")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        // Nor may a registry be asked.
        .env("INFRA_KEEP_TAGS", "1");
    command
}

/// A command that runs; it is killed when this is dropped.
pub(crate) struct Running {
    child: Child,
    stdout: Receiver<Vec<u8>>,
    stderr: Receiver<Vec<u8>>,
}

impl Running {
    pub(crate) fn start(mut command: Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary starts");
        let stdout = collect(child.stdout.take().expect("it is piped"));
        let stderr = collect(child.stderr.take().expect("it is piped"));
        Self { child, stdout, stderr }
    }

    /// Ends it as nothing can be caught: SIGKILL.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("it still runs");
        self.child.wait().expect("it was started here");
    }

    /// Waits for its end.
    pub(crate) fn finish(mut self) -> Outcome {
        let deadline = Instant::now() + LIMIT;
        let ((stdout, whole), (stderr, _)) = (all(&self.stdout, deadline), all(&self.stderr, deadline));
        assert!(whole, "the command goes on after {} s\nstdout:\n{stdout}\nstderr:\n{stderr}", LIMIT.as_secs());
        let code = self.child.wait().expect("it was started here").code();
        Outcome { code, stdout, stderr }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Most have ended, and there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn collect(mut from: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut buffer = vec![0; 64 * 1024];
        // It ends with the pipe, or when nobody wants to know any more.
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            if sender.send(buffer[..length].to_vec()).is_err() {
                break;
            }
        }
    });
    receiver
}

/// All that comes until the other end is closed, or until the deadline; whether it was closed.
fn all(from: &Receiver<Vec<u8>>, deadline: Instant) -> (String, bool) {
    let mut bytes = Vec::new();
    let closed = loop {
        match from.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(more) => bytes.extend(more),
            Err(error) => break error == RecvTimeoutError::Disconnected,
        }
    };
    (String::from_utf8_lossy(&bytes).into_owned(), closed)
}
