//! Signals to process groups.

use rustix::process::{Pid, Signal, kill_process_group, test_kill_process_group};

/// Asks all processes of a group to end. They may be gone.
pub(crate) fn terminate_group(group: u32) {
    signal(group, Signal::TERM);
}

/// Makes an end of all processes of a group. They may be gone.
pub(crate) fn kill_group(group: u32) {
    signal(group, Signal::KILL);
}

/// Whether there is a process in a group. One that has ended and that nobody has asked for counts.
pub(crate) fn is_there(group: u32) -> bool {
    pid(group).is_some_and(|group| test_kill_process_group(group).is_ok())
}

fn signal(group: u32, signal: Signal) {
    if let Some(group) = pid(group) {
        let _ = kill_process_group(group, signal);
    }
}

/// Never 0 or 1: those are other things than a group.
fn pid(group: u32) -> Option<Pid> {
    Pid::from_raw(i32::try_from(group).ok().filter(|group| *group > 1)?)
}
