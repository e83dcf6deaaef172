//! Groups that nobody uses any more: of a supervisor that was killed and whose stage's folder is gone, so that no command comes that
//! would know them.

use std::fs;
use std::path::Path;

use super::super::started;
use super::remove::with_those_in_it;

const PREFIX: &str = "infra-";

/// The name of a stage's group. It says whose it is: which process, by its number and when it was started.
pub(super) fn name(app: &str, stage: &str, pid: u32) -> String {
    // The same app can be kept in two folders of one machine, by one process.
    let number = fastrand::u32(..);
    format!("{PREFIX}{app}-{stage}-{number:08x}-{pid}-{}", started(pid).unwrap_or_default())
}

/// Removes the groups in a tree whose supervisor does not run any more and in which there is no process.
pub(super) fn sweep(top: &Path) {
    for group in with_those_in_it(top).iter().filter(|group| is_left(group)) {
        for group in with_those_in_it(group) {
            // The kernel keeps those in which there is a process: the next command of their stage makes an end of that.
            let _ = fs::remove_dir(group);
        }
    }
}

/// Whether a folder has the name of a stage's group, and its supervisor does not run.
fn is_left(group: &Path) -> bool {
    let name = group.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let mut words = name.rsplitn(4, '-');
    let (Some(was_started), Some(pid), Some(number), Some(rest)) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return false;
    };
    let is_ours = rest.starts_with(PREFIX) && number.len() == 8 && u32::from_str_radix(number, 16).is_ok();
    is_ours && pid.parse().is_ok_and(|pid| started(pid).as_deref() != Some(was_started))
}
