//! What processes may use.

use super::cgroup::{Controller, Group};

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

/// What a process, and all that it starts, may use.
#[derive(Clone, Debug, Default)]
pub(crate) struct Limits {
    /// MiB; none for what the machine has. For each process by itself where its group does not hold it.
    pub(crate) memory: Option<u32>,
    /// The group that holds it together with the others of its task.
    pub(crate) group: Option<Group>,
}

/// How limits are held that a group does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    /// How memory is held; none where it is as declared, or nothing is declared.
    pub(crate) memory: Option<HeldMemory>,
    /// Whether CPU is held as declared, or nothing is declared.
    pub(crate) cpu: bool,
    /// Why; may be empty.
    pub(crate) why: String,
}

/// How memory is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeldMemory {
    /// Each process may have that much of its own data.
    EachProcess,
    /// Not at all.
    Not,
}

impl Held {
    /// What whoever deploys should know of it, once; nothing where all is held as declared.
    pub(crate) fn note(&self) -> Option<String> {
        const EACH: &str = "the declared memory is held for the data of each process, not for a task as a whole";
        let what = match (self.memory, self.cpu) {
            (None, true) => return None,
            (None, false) => "the declared CPU is not held on this machine".to_owned(),
            (Some(HeldMemory::EachProcess), true) => EACH.to_owned(),
            (Some(HeldMemory::EachProcess), false) => format!("{EACH}; the declared CPU is not held on this machine"),
            (Some(HeldMemory::Not), true) => "the declared memory is not held on this machine".to_owned(),
            (Some(HeldMemory::Not), false) => "the declared memory and CPU are not held on this machine".to_owned(),
        };
        Some(if self.why.is_empty() { what } else { format!("{what}: {}", self.why) })
    }
}

/// Limits a process that has not begun yet, and all that it will start. Says how that is held.
pub(super) fn hold(pid: u32, limits: &Limits) -> Held {
    let missing = limits.group.as_ref().map(|group| group.join(pid)).unwrap_or_default();
    let is_missing = |wanted: Controller| missing.iter().any(|(controller, _)| *controller == wanted);
    let is_by_itself = limits.group.is_none() || is_missing(Controller::Memory);
    let memory = limits.memory.filter(|_| is_by_itself).map(|memory| hold_data(pid, memory));
    let why = missing.first().map(|(_, why)| why.clone()).unwrap_or_default();
    Held { memory, cpu: !is_missing(Controller::Cpu), why }
}

/// Holds the data of each process.
#[cfg(target_os = "linux")]
fn hold_data(pid: u32, memory: u32) -> HeldMemory {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let bytes = u64::from(memory) * 1024 * 1024;
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
    // Not the address space, of which many programs reserve more than they ever use.
    let limit = Rlimit { current: Some(bytes), maximum: Some(bytes) };
    let is_held = pid.is_some_and(|pid| prlimit(Some(pid), Resource::Data, limit).is_ok());
    if is_held { HeldMemory::EachProcess } else { HeldMemory::Not }
}

/// Nothing is held here.
#[cfg(not(target_os = "linux"))]
fn hold_data(_: u32, _: u32) -> HeldMemory {
    HeldMemory::Not
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_held_is_said_with_its_reason() {
        let held = |memory, cpu, why: &str| Held { memory, cpu, why: why.to_owned() }.note();
        assert_eq!(held(None, true, ""), None);
        assert_eq!(
            held(None, false, "the group does not hold it").as_deref(),
            Some("the declared CPU is not held on this machine: the group does not hold it")
        );
        assert_eq!(
            held(Some(HeldMemory::Not), false, "").as_deref(),
            Some("the declared memory and CPU are not held on this machine")
        );
    }
}
