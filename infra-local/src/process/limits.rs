//! What processes may use.

use crate::spec::Size;

/// As many files as a task on Fargate may have open.
const FILES: u64 = 65_535;

/// Lets this process, and what it starts, have as many files open as tasks on ECS may, as far as the system allows: shells start
/// with fewer than a hundred services take.
pub(crate) fn allow_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.map_or(FILES, |maximum| maximum.min(FILES));
    if current.is_some_and(|current| current < wanted) {
        // What runs does so with what it has.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum });
    }
}

/// What the processes of a task may use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Limits {
    /// MiB; none for what the machine has.
    pub(crate) memory: Option<u32>,
}

/// How a limit is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// Each process may have that much of its own data.
    EachProcess,
    /// Not at all.
    Not,
}

impl Limits {
    /// Those of a task of this size.
    pub(crate) fn of(size: Size) -> Self {
        Self { memory: (size.memory > 0).then_some(size.memory) }
    }
}

impl Held {
    /// What whoever deploys should know of it, once.
    pub(crate) fn note(self) -> &'static str {
        match self {
            Self::EachProcess => {
                "the declared memory is held for the data of each process, not for a task as a whole; the declared CPU is not \
                 held on this machine"
            }
            Self::Not => "the declared memory and CPU are not held on this machine",
        }
    }
}

/// Limits a process that has not begun yet, and all that it will start. Says how it is held.
#[cfg(target_os = "linux")]
pub(super) fn hold(pid: u32, limits: Limits) -> Option<Held> {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let memory = u64::from(limits.memory?) * 1024 * 1024;
    let pid = Pid::from_raw(i32::try_from(pid).ok()?)?;
    // Not the address space, of which many programs reserve more than they ever use.
    let limit = Rlimit { current: Some(memory), maximum: Some(memory) };
    Some(if prlimit(Some(pid), Resource::Data, limit).is_ok() { Held::EachProcess } else { Held::Not })
}

/// Nothing is held here.
#[cfg(not(target_os = "linux"))]
pub(super) fn hold(_: u32, limits: Limits) -> Option<Held> {
    limits.memory.map(|_| Held::Not)
}
