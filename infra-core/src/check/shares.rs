//! What the containers of a task take of it.

use super::attempt::attempt;
use crate::Violation;
use crate::declaration::WorkloadSpec;
use crate::rule::container::size;

/// The CPU units of the containers fit those of their task, where they are declared.
pub const fn cpu(workload: &WorkloadSpec) -> Result<(), Violation> {
    fit(workload, workload.cpu, None)
}

/// The memory of the containers fits that of their task, where it is declared.
pub const fn memory(workload: &WorkloadSpec) -> Result<(), Violation> {
    fit(workload, None, workload.memory)
}

/// The shares of the containers fit a task of this size.
pub(super) const fn fit(
    workload: &WorkloadSpec,
    task_cpu: Option<u32>,
    task_memory: Option<u32>,
) -> Result<(), Violation> {
    let (mut cpu, mut reserved) = (
        0,
        match workload.container.memory_reservation {
            Some(reservation) => reservation as u64,
            None => 0,
        },
    );
    let mut at = 0;
    while at < workload.sidecars.len() {
        let sidecar = &workload.sidecars[at];
        if let Some(units) = sidecar.cpu {
            if let Some(task) = task_cpu {
                attempt!(size::cpu_within_task(units as u64, task as u64));
            }
            cpu += units as u64;
        }
        match (sidecar.container.memory_reservation, sidecar.memory) {
            (Some(memory), _) | (None, Some(memory)) => reserved += memory as u64,
            (None, None) => {}
        }
        if let (Some(memory), Some(task)) = (sidecar.memory, task_memory) {
            attempt!(size::memory_within_task(memory as u64, task as u64));
        }
        at += 1;
    }
    if let Some(task) = task_cpu {
        attempt!(size::cpus_within_task(cpu, task as u64));
    }
    if let Some(task) = task_memory {
        attempt!(size::memories_within_task(reserved, task as u64));
    }
    Ok(())
}
