//! Makes an end of what a supervisor has left that was killed.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::StartError;
use crate::engine::{Engines, call};
use crate::place::{Left, Lock, Place};
use crate::process::{boot, is_group_there, kill_group, remove_cgroup, started, terminate_group};

/// How long processes may take to end by themselves.
const LIMIT: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(20);
/// How long the engine may take.
const ENGINE: Duration = Duration::from_secs(30);

/// Makes an end of what a supervisor has left that was killed, and says how many processes and containers that were. Where a
/// supervisor runs, nothing is touched.
pub async fn recover(place: &Place, engines: &Engines) -> Result<usize, StartError> {
    if !place.children().exists() {
        return Ok(0);
    }
    let lock = Lock::take(&place.lock()).map_err(|source| StartError::Folder { path: place.lock(), source })?;
    match lock {
        Some(_lock) => Ok(clean(place, engines).await),
        None => Ok(0),
    }
}

/// Makes an end of what is left. The lock is held.
pub(super) async fn clean(place: &Place, engines: &Engines) -> usize {
    let record = std::fs::read_to_string(place.children()).unwrap_or_default();
    let left = Left::of(&record);
    let now = boot();
    let is_same_start = left.boot.is_empty() || now.is_empty() || left.boot == now;
    let groups: Vec<u32> = left.groups.iter().filter(|_| is_same_start).filter_map(is_ours).collect();
    for group in &groups {
        terminate_group(*group);
    }
    let until = Instant::now() + LIMIT;
    while groups.iter().any(|group| is_group_there(*group)) && Instant::now() < until {
        sleep(POLL).await;
    }
    for group in &groups {
        kill_group(*group);
    }
    // What has left its process group is still in its control group.
    for cgroup in left.cgroups.iter().filter(|_| is_same_start) {
        remove_cgroup(cgroup).await;
    }
    remove(place, &left.containers, engines).await;
    for path in [place.children(), place.record(), place.socket()] {
        // What is not there need not go.
        let _ = std::fs::remove_file(path);
    }
    let _ = std::fs::remove_dir_all(place.folder().join("tasks"));
    groups.len() + left.containers.len()
}

/// Makes an end of all containers of a stage, where it has any. One that holds a network of others goes after them: it is asked
/// for as often as something goes.
pub(super) async fn remove(place: &Place, names: &[String], engines: &Engines) {
    if names.is_empty() {
        return;
    }
    let Ok(engine) = engines.engine().await else { return };
    let mut before = usize::MAX;
    loop {
        let listed = call(engine.list(&place.label()), ENGINE).await.unwrap_or_default();
        let ids: Vec<String> = listed.split_whitespace().map(str::to_owned).collect();
        if ids.is_empty() || ids.len() >= before {
            return;
        }
        before = ids.len();
        let _ = call(engine.remove(&ids), ENGINE).await;
    }
}

/// A group that was written down, unless its number is another process's by now. As long as a group has processes, the system gives
/// its number to no other: where its first process is gone, what has the number is of it.
fn is_ours((group, written): &(u32, Option<String>)) -> Option<u32> {
    let is_ours = match started(*group) {
        Some(now) => written.as_ref() == Some(&now),
        None => is_group_there(*group),
    };
    is_ours.then_some(*group)
}
