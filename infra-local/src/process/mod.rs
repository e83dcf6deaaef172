//! A process group: started, its output passed on, stopped.

mod cgroup;
mod children;
mod gate;
mod group;
mod limits;
mod lines;
mod run;
mod started;

#[cfg(test)]
mod tests;

pub(crate) use cgroup::{Amounts, Cgroups, kill as kill_cgroup, remove as remove_cgroup};
pub(crate) use children::Children;
pub(crate) use group::{is_there as is_group_there, kill_group, terminate_group};
#[cfg(test)]
use limits::HeldMemory;
pub(crate) use limits::{Limits, allow_files};
pub(crate) use lines::read as read_lines;
pub(crate) use run::{Output, Process, Start};
pub(crate) use started::{boot, started};
