//! What a workload asks for against the instance types on which it may run.

use super::attempt::attempt;
use super::cluster::{SameArchitecture, one_architecture};
use super::family::{is_on_fargate, may_run_on};
use crate::catalogue;
use crate::declaration::{ClusterSpec, Provider, WorkloadSpec};
use crate::{Text, Violation, rule};

/// CPU and memory are a size that Fargate has, or fit every instance type on which the workload may run.
pub(super) const fn size(workload: &WorkloadSpec, cluster: &ClusterSpec) -> Result<(), Violation> {
    if !possible(workload) {
        return Ok(());
    }
    let (cpu, memory) = match resolved(workload, cluster) {
        Ok(size) => size,
        Err(violation) => return Err(violation),
    };
    let mut number = 0;
    while let Some(instance) = instance(workload, cluster, number) {
        if let Some(instance) = catalogue::find(instance) {
            attempt!(rule::instance::fits(instance, cpu, memory));
        }
        number += 1;
    }
    Ok(())
}

/// The size of the task, with what is not declared.
const fn resolved(workload: &WorkloadSpec, cluster: &ClusterSpec) -> Result<(u32, u32), Violation> {
    let on_fargate = is_on_fargate(workload, cluster);
    match (workload.cpu, workload.memory) {
        // Any pair goes on an instance that holds it.
        (Some(cpu), Some(memory)) if !on_fargate => Ok((cpu, memory)),
        (cpu, memory) => match rule::fargate::fill(cpu, memory) {
            Err(_) if !on_fargate => Err(half_a_size(cpu)),
            result => result,
        },
    }
}

/// One of the instance types on which the workload may run, by number.
const fn instance(workload: &WorkloadSpec, cluster: &ClusterSpec, mut number: usize) -> Option<&'static str> {
    let mut at = 0;
    while at < cluster.capacity.len() {
        if let Provider::Ec2(group) = &cluster.capacity[at]
            && may_run_on(workload, &cluster.capacity[at])
        {
            if number < group.type_count() {
                return Some(group.type_at(number));
            }
            number -= group.type_count();
        }
        at += 1;
    }
    None
}

/// The shares of the containers fit what is not declared of their task's size.
pub(super) const fn shares(workload: &WorkloadSpec, cluster: &ClusterSpec) -> Result<(), Violation> {
    // What is declared is held against the containers without the cluster.
    match resolved(workload, cluster) {
        Ok((cpu, memory)) => super::shares::fit(
            workload,
            if workload.cpu.is_none() { Some(cpu) } else { None },
            if workload.memory.is_none() { Some(memory) } else { None },
        ),
        Err(_) => Ok(()),
    }
}

/// Every instance type on which the workload may run has the GPUs.
pub(super) const fn gpus(workload: &WorkloadSpec, cluster: &ClusterSpec) -> Result<(), Violation> {
    let mut asked = match workload.container.gpu {
        Some(gpus) => gpus as u64,
        None => 0,
    };
    let mut at = 0;
    while at < workload.sidecars.len() {
        if let Some(gpus) = workload.sidecars[at].container.gpu {
            asked += gpus as u64;
        }
        at += 1;
    }
    let mut number = 0;
    while let Some(instance) = instance(workload, cluster, number) {
        if asked > 0
            && let Some(instance) = catalogue::find(instance)
        {
            attempt!(rule::instance::gpus_fit(instance, asked));
        }
        number += 1;
    }
    Ok(())
}

/// The instances that a workload names have one architecture.
const fn agree(workload: &WorkloadSpec, cluster: &ClusterSpec) -> Result<(), Violation> {
    let mut same = SameArchitecture::new();
    let mut number = 0;
    while let Some(instance) = instance(workload, cluster, number) {
        attempt!(same.with(instance));
        number += 1;
    }
    Ok(())
}

/// Whether the numbers are those of a task anywhere; if not, that has been told of the number itself.
const fn possible(workload: &WorkloadSpec) -> bool {
    let cpu = match workload.cpu {
        Some(cpu) => rule::task::cpu(cpu as u64).is_ok(),
        None => true,
    };
    let memory = match workload.memory {
        Some(memory) => rule::task::memory(memory as u64).is_ok(),
        None => true,
    };
    cpu && memory
}

/// On EC2 only one of the two is given, and no size of Fargate has it.
const fn half_a_size(cpu: Option<u32>) -> Violation {
    let (given, missing) = if cpu.is_some() { ("cpu", "memory") } else { ("memory", "cpu") };
    Violation::new(
        "task-size",
        Text::from("no default for ").quote(missing).push(" goes with this ").quote(given),
        Text::from("give ").quote(missing).push(" as well"),
    )
}

/// Every instance type on which the workload may run has the architecture.
pub(super) const fn architecture(workload: &WorkloadSpec, cluster: &ClusterSpec) -> Result<(), Violation> {
    // What the instances disagree about is told of the cluster.
    if (!workload.capacity.is_empty() || workload.architecture.is_some()) && one_architecture(cluster).is_err() {
        return Ok(());
    }
    if workload.capacity.len() > 1 {
        attempt!(agree(workload, cluster));
    }
    // Instances of one architecture agree with a workload that names none; looking them up is what costs.
    let Some(architecture) = workload.architecture else {
        return Ok(());
    };
    let mut number = 0;
    while let Some(instance) = instance(workload, cluster, number) {
        if let Some(instance) = catalogue::find(instance) {
            attempt!(rule::instance::architecture_matches(instance, architecture));
        }
        number += 1;
    }
    Ok(())
}
