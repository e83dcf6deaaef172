//! What is written into which file of a group. Pure.

/// Which form of control groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// A tree for each resource.
    One,
    /// One tree for all.
    Two,
}

/// What holds a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Controller {
    /// Memory.
    Memory,
    /// CPU time.
    Cpu,
}

/// How much a task or a container may use; none for what is not declared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Amounts {
    /// The most memory, in MiB.
    pub(crate) memory: Option<u32>,
    /// Memory that it keeps where the machine has little left, in MiB.
    pub(crate) reservation: Option<u32>,
    /// The most CPU time: 1,024 units are that of one CPU.
    pub(crate) cpu: Option<u32>,
    /// Its share of the CPU time where its neighbours want more than there is, in the same units.
    pub(crate) share: Option<u32>,
}

/// What is written into a file of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) file: &'static str,
    pub(super) value: String,
    /// Whether nothing is held without it. The others depend on how the kernel was built.
    pub(super) is_needed: bool,
}

/// The processes of a group: who writes a number moves a process there.
pub(super) const PROCESSES: &str = "cgroup.procs";
/// What the groups in a group hold, version 2 only.
pub(super) const CHILDREN: &str = "cgroup.subtree_control";
/// What a group could hold, version 2 only.
pub(super) const CONTROLLERS: &str = "cgroup.controllers";
/// Who writes 1 makes an end of all that is in a group, version 2 only.
pub(super) const KILL: &str = "cgroup.kill";

const MEBIBYTE: u64 = 1024 * 1024;
/// How many CPU units one CPU is.
const UNITS: u64 = 1_024;
/// In which time a task may use its share of it, in microseconds: that of ECS and Docker.
const PERIOD: u64 = 100_000;
/// The least that the kernel takes, in microseconds.
const QUOTA: u64 = 1_000;
/// The bounds of a share in version 1.
const SHARES: (u32, u32) = (2, 262_144);

impl Controller {
    pub(super) const ALL: [Self; 2] = [Self::Memory, Self::Cpu];

    /// Its name in files of the kernel.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Cpu => "cpu",
        }
    }
}

/// What is written for amounts, in this order.
pub(super) fn lines(version: Version, controller: Controller, amounts: &Amounts) -> Vec<Line> {
    let needed = |file, value| Line { file, value, is_needed: true };
    let wanted = |file, value| Line { file, value, is_needed: false };
    let mut lines = Vec::new();
    match (controller, version) {
        (Controller::Memory, Version::One) => {
            // Old kernels count what is in the groups of a group only then.
            lines.push(wanted("memory.use_hierarchy", "1".to_owned()));
            if let Some(memory) = amounts.memory {
                lines.push(needed("memory.limit_in_bytes", bytes(memory)));
                lines.push(wanted("memory.memsw.limit_in_bytes", bytes(memory)));
            }
            lines.extend(amounts.reservation.map(|memory| wanted("memory.soft_limit_in_bytes", bytes(memory))));
        }
        (Controller::Memory, Version::Two) => {
            if let Some(memory) = amounts.memory {
                lines.push(needed("memory.max", bytes(memory)));
                lines.push(wanted("memory.swap.max", "0".to_owned()));
            }
            lines.extend(amounts.reservation.map(|memory| wanted("memory.low", bytes(memory))));
        }
        (Controller::Cpu, Version::One) => {
            if let Some(cpu) = amounts.cpu {
                lines.push(needed("cpu.cfs_period_us", PERIOD.to_string()));
                lines.push(needed("cpu.cfs_quota_us", quota(cpu).to_string()));
            }
            lines.extend(amounts.share.map(|share| wanted("cpu.shares", shares(share).to_string())));
        }
        (Controller::Cpu, Version::Two) => {
            lines.extend(amounts.cpu.map(|cpu| needed("cpu.max", format!("{} {PERIOD}", quota(cpu)))));
            lines.extend(amounts.share.map(|share| wanted("cpu.weight", weight(share).to_string())));
        }
    }
    lines
}

/// What makes a container end as a whole where the kernel ends one of its processes: version 2 only.
pub(super) fn whole(version: Version, controller: Controller) -> Option<Line> {
    (version == Version::Two && controller == Controller::Memory).then(|| Line {
        file: "memory.oom.group",
        value: "1".to_owned(),
        is_needed: false,
    })
}

/// In which file the kernel counts the processes that it has ended for their memory.
pub(super) fn ends(version: Version) -> &'static str {
    match version {
        Version::One => "memory.oom_control",
        Version::Two => "memory.events",
    }
}

/// How many processes it has ended, by that file.
pub(super) fn ended(text: &str) -> u64 {
    count(text, "oom_kill")
}

/// Whether a group in which the kernel has ended a process was at its own limit, in MiB: else it was at that of the group around it.
/// `read` reads a file of it.
pub(super) fn was_at_limit(version: Version, limit: u32, read: impl Fn(&str) -> String) -> bool {
    match version {
        // Kernels differ in whether they count how often that was.
        Version::One => {
            let most: u64 = read("memory.max_usage_in_bytes").trim().parse().unwrap_or(0);
            most.saturating_add(MEBIBYTE) >= u64::from(limit) * MEBIBYTE
        }
        Version::Two => count(&read("memory.events"), "oom") > 0,
    }
}

fn count(text: &str, name: &str) -> u64 {
    let counts = text.lines().filter_map(|line| line.split_once(' '));
    counts.filter(|(known, _)| *known == name).find_map(|(_, count)| count.trim().parse().ok()).unwrap_or(0)
}

fn bytes(mebibytes: u32) -> String {
    (u64::from(mebibytes) * MEBIBYTE).to_string()
}

fn quota(cpu: u32) -> u64 {
    (u64::from(cpu) * PERIOD / UNITS).max(QUOTA)
}

fn shares(share: u32) -> u32 {
    share.clamp(SHARES.0, SHARES.1)
}

/// The same share in version 2, where it is 1 to 10,000.
fn weight(share: u32) -> u32 {
    let most = SHARES.1 - SHARES.0;
    // It fits: both factors are bounded.
    1 + u32::try_from(u64::from(shares(share) - SHARES.0) * 9_999 / u64::from(most)).unwrap_or(9_999)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(version: Version, controller: Controller, amounts: Amounts) -> String {
        let lines = lines(version, controller, &amounts);
        lines.into_iter().map(|line| format!("{}={}\n", line.file, line.value)).collect()
    }

    const TASK: Amounts = Amounts { memory: Some(512), reservation: None, cpu: Some(256), share: None };
    const UNIT: Amounts = Amounts { memory: None, reservation: Some(64), cpu: None, share: Some(128) };

    #[test]
    fn version_one_has_files_of_its_own() {
        assert_eq!(
            written(Version::One, Controller::Memory, TASK),
            "memory.use_hierarchy=1\nmemory.limit_in_bytes=536870912\nmemory.memsw.limit_in_bytes=536870912\n"
        );
        assert_eq!(written(Version::One, Controller::Cpu, TASK), "cpu.cfs_period_us=100000\ncpu.cfs_quota_us=25000\n");
        assert_eq!(
            written(Version::One, Controller::Memory, UNIT),
            "memory.use_hierarchy=1\nmemory.soft_limit_in_bytes=67108864\n"
        );
        assert_eq!(written(Version::One, Controller::Cpu, UNIT), "cpu.shares=128\n");
    }

    #[test]
    fn version_two_has_files_of_its_own() {
        assert_eq!(written(Version::Two, Controller::Memory, TASK), "memory.max=536870912\nmemory.swap.max=0\n");
        assert_eq!(written(Version::Two, Controller::Cpu, TASK), "cpu.max=25000 100000\n");
        assert_eq!(written(Version::Two, Controller::Memory, UNIT), "memory.low=67108864\n");
        assert_eq!(written(Version::Two, Controller::Cpu, UNIT), "cpu.weight=5\n");
    }

    #[test]
    fn cpu_units_are_time_and_shares_stay_within_bounds() {
        assert_eq!([1, 128, 1_024, 16_384].map(quota), [1_000, 12_500, 100_000, 1_600_000]);
        assert_eq!([0, 2, 1_024, 262_144, u32::MAX].map(weight), [1, 1, 39, 10_000, 10_000]);
        assert_eq!([0, 300_000].map(shares), [2, 262_144]);
    }

    #[test]
    fn what_the_kernel_counts_is_read() {
        assert_eq!(ended("oom_kill_disable 0\nunder_oom 0\noom_kill 3\n"), 3);
        assert_eq!(ended("low 0\nhigh 0\nmax 7\noom 1\noom_kill 1\noom_group_kill 1\n"), 1);
        assert_eq!(ended(""), 0);
        let at = |version, text: &str| was_at_limit(version, 16, |_| text.to_owned());
        assert!(at(Version::One, "16777216\n") && !at(Version::One, "9000000\n") && !at(Version::One, ""));
        assert!(at(Version::Two, "max 7\noom 1\n") && !at(Version::Two, "max 7\noom 0\n") && !at(Version::Two, ""));
    }
}
