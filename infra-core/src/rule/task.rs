//! Bounds of a task's size that hold wherever it runs.

use crate::{Text, Violation};

/// A task has 128 to 196,608 CPU units (0.125 to 192 vCPU).
///
/// Source: `facts/rules.md` §1; botocore 1.44.5 ecs RegisterTaskDefinitionRequest.cpu.
pub const fn cpu(units: u64) -> Result<(), Violation> {
    if units >= 128 && units <= 196_608 {
        return Ok(());
    }
    Err(Violation::new(
        "task-cpu",
        Text::from("a task cannot have ").number(units).push(" CPU units"),
        Text::from("use 128 to 196608 CPU units (1024 a vCPU)"),
    ))
}

/// A task has at least 6 MiB of memory: Docker starts no container with less.
///
/// Source: TD-17; botocore 1.44.5 ecs ContainerDefinition.memory.
pub const fn memory(mib: u64) -> Result<(), Violation> {
    if mib >= 6 {
        return Ok(());
    }
    Err(Violation::new(
        "task-memory",
        Text::from("a task cannot run in ").number(mib).push(" MiB of memory"),
        Text::from("use 6 MiB or more"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(cpu(128), Ok(())));
    const _: () = assert!(matches!(memory(6), Ok(())));

    #[test]
    fn bounds() {
        for (units, legal) in [(0, false), (127, false), (128, true), (196_608, true), (196_609, false)] {
            assert_eq!(cpu(units).is_ok(), legal, "{units}");
        }
        for (mib, legal) in [(0, false), (5, false), (6, true), (u64::MAX, true)] {
            assert_eq!(memory(mib).is_ok(), legal, "{mib}");
        }
        assert_eq!(cpu(64).expect_err("few").headline.as_str(), "a task cannot have 64 CPU units");
    }
}
