//! Kills all that a supervisor has started.

use super::recover::remove;
use crate::engine::Engines;
use crate::place::{Left, Place};
use crate::process::{kill_cgroup, kill_group};

/// Kills the process groups, control groups and containers that are written down as running. They are this supervisor's own.
pub(super) async fn all(place: &Place, engines: &Engines) {
    let left = Left::of(&std::fs::read_to_string(place.children()).unwrap_or_default());
    for (group, _) in &left.groups {
        kill_group(*group);
    }
    for cgroup in &left.cgroups {
        kill_cgroup(cgroup);
    }
    remove(place, &left.containers, engines).await;
}
