//! Groups are removed, and what is in them ends.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tokio::time::{Instant, sleep};

use super::file::{KILL, PROCESSES};

/// How long processes that were killed may take to be gone.
const LIMIT: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(10);

/// Makes an end of all that is in a group and in those in it. It may be gone.
pub(crate) fn kill(group: &Path) {
    if OpenOptions::new().write(true).open(group.join(KILL)).and_then(|mut file| file.write_all(b"1")).is_ok() {
        return;
    }
    let own = std::process::id();
    for group in with_those_in_it(group) {
        let processes = fs::read_to_string(group.join(PROCESSES)).unwrap_or_default();
        // 0 is a process that is not seen from here.
        let numbers = processes.lines().filter_map(|line| line.parse::<i32>().ok());
        for pid in numbers.filter(|pid| *pid > 1 && u32::try_from(*pid) != Ok(own)).filter_map(Pid::from_raw) {
            let _ = kill_process(pid, Signal::KILL);
        }
    }
}

/// Makes an end of all that is in a group, and removes it with those in it.
pub(crate) async fn remove(group: &Path) {
    let until = Instant::now() + LIMIT;
    while group.exists() {
        kill(group);
        for group in with_those_in_it(group) {
            // One that a process is just leaving is tried again.
            let _ = fs::remove_dir(group);
        }
        if !group.exists() || Instant::now() >= until {
            return;
        }
        sleep(POLL).await;
    }
}

/// A group after those that are in it.
pub(super) fn with_those_in_it(group: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(group).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let mut groups: Vec<PathBuf> = folders.flat_map(|entry| with_those_in_it(&entry.path())).collect();
    groups.push(group.to_path_buf());
    groups
}
