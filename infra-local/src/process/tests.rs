use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::*;
use crate::control::Exit;

/// A line for `sh`, and what it has written.
struct Shell {
    process: Process,
    lines: Arc<Mutex<Vec<String>>>,
}

const LONG: Duration = Duration::from_secs(30);

async fn shell(line: &str) -> Shell {
    start(line, Limits::default()).await
}

async fn start(line: &str, limits: Limits) -> Shell {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&lines);
    let output: Output = Arc::new(move |error, line: &[u8]| {
        let sign = if error { "!" } else { "" };
        sink.lock().unwrap().push(format!("{sign}{}", String::from_utf8_lossy(line)));
    });
    let start = Start {
        program: PathBuf::from("/bin/sh"),
        arguments: vec!["-c".to_owned(), line.to_owned()],
        environment: vec![("PATH".to_owned(), std::env::var("PATH").unwrap()), ("GIVEN".to_owned(), "a b".to_owned())],
        folder: std::env::temp_dir(),
        limits,
        output,
    };
    Shell { process: Process::start(start, |_| Ok(())).await.unwrap(), lines }
}

impl Shell {
    /// Waits until it has written a line.
    async fn says(&self, wanted: &str) {
        let said = || self.lines.lock().unwrap().iter().any(|line| line == wanted);
        tokio::time::timeout(LONG, async {
            while !said() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await
        .unwrap_or_else(|_| panic!("never said {wanted}: {:?}", self.lines.lock().unwrap()));
    }

    fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }
}

/// Waits until a process is gone.
async fn gone(pid: u32) {
    let is_gone = tokio::time::timeout(LONG, async {
        while started(pid).is_some() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    is_gone.await.unwrap_or_else(|_| panic!("{pid} still runs"));
}

#[tokio::test]
async fn a_process_has_its_output_its_environment_and_its_exit_code() {
    let shell = shell("echo one; echo \"$GIVEN\" >&2; printf last; test -z \"$HOME\" && exit 3").await;
    assert_eq!(shell.process.ended().await, Exit::Code(3));
    let mut lines = shell.lines();
    lines.sort();
    assert_eq!(lines, ["!a b", "last", "one"]);
}

#[tokio::test]
async fn a_process_has_no_input() {
    let shell = shell("cat; echo done").await;
    assert_eq!(shell.process.ended().await, Exit::Code(0));
    assert_eq!(shell.lines(), ["done"]);
}

#[tokio::test]
async fn a_signal_is_told() {
    assert_eq!(shell("kill -9 $$").await.process.ended().await, Exit::Signal(9));
}

#[tokio::test]
async fn a_program_that_does_not_exist_exits_as_in_a_shell() {
    let start = Start {
        program: PathBuf::from("/does/not/exist"),
        arguments: Vec::new(),
        environment: Vec::new(),
        folder: std::env::temp_dir(),
        limits: Limits::default(),
        output: Arc::new(|_, _| ()),
    };
    let process = Process::start(start, |_| Ok(())).await.unwrap();
    assert_eq!(process.ended().await, Exit::Code(127));
}

#[tokio::test]
async fn nothing_runs_where_it_cannot_be_written_down() {
    let path = std::env::temp_dir().join(format!("infra-gate-{}", std::process::id()));
    let start = Start {
        program: PathBuf::from("/bin/sh"),
        arguments: vec!["-c".to_owned(), format!("touch {}", path.display())],
        environment: Vec::new(),
        folder: std::env::temp_dir(),
        limits: Limits::default(),
        output: Arc::new(|_, _| ()),
    };
    let mut number = 0;
    let started_ = Process::start(start, |id| {
        number = id;
        Err(std::io::Error::other("the disk is full"))
    });
    assert!(started_.await.is_err());
    gone(number).await;
    assert!(!path.exists());
}

#[tokio::test]
async fn asked_to_stop_it_can_finish() {
    let shell = shell("trap 'echo finished; exit 0' TERM; echo ready; while :; do sleep 0.02; done").await;
    shell.says("ready").await;
    assert_eq!(shell.process.stop(LONG).await, Exit::Code(0));
    assert!(shell.lines().contains(&"finished".to_owned()));
}

#[tokio::test]
async fn what_the_first_process_leaves_behind_has_its_time_too() {
    // The shell in front ends at once, the one behind it takes a moment.
    let behind = "trap \"sleep 0.1; echo finished; exit 0\" TERM; echo ready; while :; do sleep 0.02; done";
    let shell = shell(&format!("sh -c '{behind}' & wait")).await;
    shell.says("ready").await;
    shell.process.stop(LONG).await;
    assert!(shell.lines().contains(&"finished".to_owned()), "{:?}", shell.lines());
}

#[tokio::test]
async fn what_does_not_stop_is_killed_with_all_that_it_started() {
    let deaf = "trap \"\" TERM; echo $$; while :; do sleep 0.02; done";
    let shell = shell(&format!("trap '' TERM; sh -c '{deaf}' & echo ready; while :; do sleep 0.02; done")).await;
    shell.says("ready").await;
    let number = |line: &String| line.parse::<u32>().ok();
    let child = tokio::time::timeout(LONG, async {
        loop {
            if let Some(child) = shell.lines().iter().find_map(number) {
                return child;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    let child = child.await.unwrap();
    assert_eq!(shell.process.stop(Duration::from_millis(50)).await, Exit::Signal(9));
    gone(child).await;
}

#[tokio::test]
async fn a_crash_takes_all_that_was_started_with_it() {
    let shell = shell("sleep 1000 & echo $!; exit 1").await;
    assert_eq!(shell.process.ended().await, Exit::Code(1));
    let child = shell.lines()[0].parse().unwrap();
    gone(child).await;
}

#[tokio::test]
async fn a_shorter_limit_overrides_a_longer_one() {
    let shell = shell("trap '' TERM; echo ready; while :; do sleep 0.02; done").await;
    shell.says("ready").await;
    let patient = shell.process.clone();
    let patient = tokio::spawn(async move { patient.stop(Duration::from_mins(10)).await });
    assert_eq!(shell.process.stop(Duration::ZERO).await, Exit::Signal(9));
    assert_eq!(patient.await.unwrap(), Exit::Signal(9));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn memory_is_held() {
    let line = "grep 'Max data size' /proc/self/limits";
    let shell = start(line, Limits { memory: Some(64), group: None }).await;
    shell.process.ended().await;
    assert_eq!(shell.process.held.memory, Some(HeldMemory::EachProcess));
    assert!(shell.lines()[0].contains("67108864"), "{:?}", shell.lines());
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn what_is_refused_memory_and_says_so_has_wanted_more_than_its_limit() {
    let line = "echo 'memory allocation of 1048576 bytes failed' >&2; kill -6 $$";
    let limited = start(line, Limits { memory: Some(64), group: None }).await;
    assert_eq!(limited.process.ended().await, Exit::OutOfMemory(64));
    let last = "!OutOfMemory: it wanted more than its limit of 64 MiB; raise `memory`, or make it use less";
    assert_eq!(limited.lines().last().map(String::as_str), Some(last));
    assert_eq!(shell(line).await.process.ended().await, Exit::Signal(6), "it has no limit");
    let other = start("echo oh >&2; kill -6 $$", Limits { memory: Some(64), group: None }).await;
    assert_eq!(other.process.ended().await, Exit::Signal(6));
}
