//! From the start of a process group to its end.

use std::io;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use tokio::process::Child;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::cgroup::Group;
use super::group::{is_there, kill_group, terminate_group};
use super::limits::{Held, HeldMemory, Limits, hold};
use super::{gate, lines};
use crate::control::Exit;

/// How long output is waited for once its process has ended: one that it started may have taken the pipe with it.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// The signal with which a program aborts.
const ABORTED: i32 = 6;
/// How often it is looked whether a group that was asked to end still has processes.
const POLL: Duration = Duration::from_millis(20);

/// Gets each line; whether it was written to the standard error comes first.
pub(crate) type Output = Arc<dyn Fn(bool, &[u8]) + Send + Sync>;

/// What is started.
pub(crate) struct Start {
    /// The program.
    pub(crate) program: PathBuf,
    /// Its arguments.
    pub(crate) arguments: Vec<String>,
    /// Its whole environment.
    pub(crate) environment: Vec<(String, String)>,
    /// The folder that it runs in.
    pub(crate) folder: PathBuf,
    /// What it may use.
    pub(crate) limits: Limits,
    /// Gets its output.
    pub(crate) output: Output,
}

/// A process and all that it starts, unless that leaves its group. It goes on when this is dropped.
#[derive(Clone, Debug)]
pub(crate) struct Process {
    /// The number of the first process, and of the group.
    pub(crate) id: u32,
    /// How its limits are held.
    pub(crate) held: Held,
    exit: watch::Receiver<Option<Exit>>,
    stop: Arc<watch::Sender<Option<Duration>>>,
}

impl Process {
    /// Starts a group. `known` is told its number before anything of the program runs.
    pub(crate) async fn start(start: Start, known: impl FnOnce(u32) -> io::Result<()>) -> io::Result<Self> {
        let mut command = gate::behind(&start.program, &start.arguments);
        command.env_clear().envs(start.environment).current_dir(&start.folder);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let id = child.id().ok_or_else(|| io::Error::other("it ended as it was started"))?;
        let held = hold(id, &start.limits);
        if let Err(error) = known(id) {
            kill_group(id);
            return Err(error);
        }
        let mut readers = JoinSet::new();
        if let Some(output) = child.stdout.take() {
            let tell = Arc::clone(&start.output);
            readers.spawn(lines::read(output, move |line| tell(false, line)));
        }
        // Where only the data of each process is held, too much of it is refused, and the program says so itself.
        let limit = start.limits.memory.filter(|_| held.memory == Some(HeldMemory::EachProcess));
        let refused = Arc::new(AtomicBool::new(false));
        if let Some(output) = child.stderr.take() {
            let (refused, tell) = (Arc::clone(&refused), Arc::clone(&start.output));
            readers.spawn(lines::read(output, move |line| {
                if is_refused(line) {
                    refused.store(true, Relaxed);
                }
                tell(true, line);
            }));
        }
        gate::open(child.stdin.take()).await;
        let (ended, exit) = watch::channel(None);
        let (stop, asked) = watch::channel(None);
        tokio::spawn(async move {
            let exit = live(child, id, start.limits.group, asked).await;
            let _ = timeout(LAST_WORDS, async { while readers.join_next().await.is_some() {} }).await;
            let exit = match (limit, exit) {
                (Some(limit), Exit::Signal(ABORTED)) if refused.load(Relaxed) => Exit::OutOfMemory(limit),
                (_, exit) => exit,
            };
            // It could not say so itself, and whoever looks for why it began anew looks there.
            if let Exit::OutOfMemory(_) = exit {
                (start.output)(true, format!("{exit}; raise `memory`, or make it use less").as_bytes());
            }
            let _ = ended.send(Some(exit));
        });
        Ok(Self { id, held, exit, stop: Arc::new(stop) })
    }

    /// Waits until all of it has ended and its output was told.
    pub(crate) async fn ended(&self) -> Exit {
        let mut exit = self.exit.clone();
        let ended = exit.wait_for(Option::is_some).await;
        let lost = || Exit::NotStarted("the runtime that waited for it has ended".to_owned());
        ended.ok().and_then(|exit| exit.clone()).unwrap_or_else(lost)
    }

    /// Asks all of it to end, makes an end of what is left after `limit`, and waits for it.
    pub(crate) async fn stop(&self, limit: Duration) -> Exit {
        // The first limit counts, but for one that is shorter.
        self.stop.send_if_modified(|asked| {
            let is_new = asked.is_none_or(|asked| limit < asked);
            if is_new {
                *asked = Some(limit);
            }
            is_new
        });
        self.ended().await
    }
}

/// Waits for the first process, or until it is asked to stop. What it leaves behind ends with it: at once, or, where it was asked
/// to stop, when the time for that is over.
async fn live(
    mut child: Child,
    group: u32,
    limits: Option<Group>,
    mut asked: watch::Receiver<Option<Duration>>,
) -> Exit {
    let ended = tokio::select! {
        ended = child.wait() => Some(ended),
        () = is_asked(&mut asked) => None,
    };
    let ended = match ended {
        Some(ended) => ended,
        None => stop(&mut child, group, asked).await,
    };
    kill_group(group);
    let out_of_memory = limits.as_ref().and_then(Group::out_of_memory);
    if let Some(limits) = limits {
        limits.kill();
    }
    match (ended, out_of_memory) {
        (Ok(status), Some(limit)) if !status.success() => Exit::OutOfMemory(limit),
        (Ok(status), _) => exit(status),
        (Err(error), _) => Exit::NotStarted(error.to_string()),
    }
}

async fn is_asked(asked: &mut watch::Receiver<Option<Duration>>) {
    if asked.wait_for(Option::is_some).await.is_err() {
        // Nobody is left who could ask.
        std::future::pending::<()>().await;
    }
}

async fn stop(child: &mut Child, group: u32, mut asked: watch::Receiver<Option<Duration>>) -> io::Result<ExitStatus> {
    let begun = Instant::now();
    terminate_group(group);
    loop {
        let limit = (*asked.borrow_and_update()).unwrap_or_default();
        let until = begun + limit;
        let waited = tokio::select! {
            waited = timeout_at(until, child.wait()) => waited,
            Ok(()) = asked.changed() => continue,
        };
        let Ok(status) = waited else {
            kill_group(group);
            return child.wait().await;
        };
        while is_there(group) && Instant::now() < until {
            sleep(POLL).await;
        }
        return status;
    }
}

/// Whether a line is what Rust's standard library writes before it aborts where it gets no memory.
fn is_refused(line: &[u8]) -> bool {
    line.starts_with(b"memory allocation of ") && line.trim_ascii_end().ends_with(b" bytes failed")
}

fn exit(status: ExitStatus) -> Exit {
    match (status.code(), status.signal()) {
        (Some(code), _) => Exit::Code(code),
        (None, signal) => Exit::Signal(signal.unwrap_or_default()),
    }
}
