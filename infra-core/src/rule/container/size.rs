//! What a container may take of its task: CPU, memory, GPUs.

use crate::rule::bounds::{INTEGER, Key, within};
use crate::{Text, Violation};

/// A container has at least 6 MiB of memory: Docker starts none with less.
///
/// Source: TD-17; botocore 1.44.5 ecs ContainerDefinition.memory.
pub const fn memory(mib: u64) -> Result<(), Violation> {
    within("container-memory", Key::count("memory", " of a container"), mib, 6, INTEGER)
}

/// A container reserves at least 6 MiB of memory: Docker starts none with less.
///
/// Source: TD-17, TD-18; botocore 1.44.5 ecs ContainerDefinition.memoryReservation.
pub const fn memory_reservation(mib: u64) -> Result<(), Violation> {
    within("memory-reservation", Key::count("memory_reservation", ""), mib, 6, INTEGER)
}

/// A container reserves less memory than it may have.
///
/// Source: TD-16; botocore 1.44.5 ecs ContainerDefinition.memory ("must be greater than memoryReservation").
pub const fn reservation_below_memory(reservation: u64, memory: u64) -> Result<(), Violation> {
    if reservation < memory {
        return Ok(());
    }
    let headline = Text::from("`memory_reservation = ").number(reservation).push("` is not below `memory = ");
    let help = "lower the reservation, or leave it out: without it the whole memory is reserved";
    Err(Violation::new("memory-reservation", headline.number(memory).push("`"), Text::from(help)))
}

/// A container has no more memory than its task.
///
/// Source: TD-19; botocore 1.44.5 ecs ContainerDefinition.memory.
pub const fn memory_within_task(container: u64, task: u64) -> Result<(), Violation> {
    if container <= task {
        return Ok(());
    }
    let headline = Text::from("a container of ").number(container).push(" MiB is larger than its task of ");
    let help = Text::from("use `memory = ").number(task).push("` at most for the container, or give the task more");
    Err(Violation::new("container-memory", headline.number(task).push(" MiB"), help))
}

/// A container has no more CPU units than its task.
///
/// Source: TD-20; botocore 1.44.5 ecs ContainerDefinition.cpu; aws-cdk-lib 2.276.0 ContainerDefinition.
pub const fn cpu_within_task(container: u64, task: u64) -> Result<(), Violation> {
    if container <= task {
        return Ok(());
    }
    let headline = Text::from("a container of ").number(container).push(" CPU units is larger than its task of ");
    let help = Text::from("use `cpu = ").number(task).push("` at most for the container, or give the task more");
    Err(Violation::new("container-cpu", headline.number(task), help))
}

/// The containers of a task take no more memory than it has.
///
/// Source: TD-19; botocore 1.44.5 ecs ContainerDefinition.memory.
pub const fn memories_within_task(sum: u64, task: u64) -> Result<(), Violation> {
    if sum <= task {
        return Ok(());
    }
    let headline = Text::from("the containers of a task take ").number(sum).push(" MiB together, and it has ");
    let help = Text::from("give the task `memory = ").number(sum).push("` at least, or its containers less");
    Err(Violation::new("container-memory", headline.number(task), help))
}

/// The containers of a task take no more CPU units than it has.
///
/// Source: TD-20; botocore 1.44.5 ecs ContainerDefinition.cpu; aws-cdk-lib 2.276.0 ContainerDefinition.
pub const fn cpus_within_task(sum: u64, task: u64) -> Result<(), Violation> {
    if sum <= task {
        return Ok(());
    }
    let headline = Text::from("the containers of a task take ").number(sum).push(" CPU units together, and it has ");
    let help = Text::from("give the task `cpu = ").number(sum).push("` at least, or its containers less");
    Err(Violation::new("container-cpu", headline.number(task), help))
}

/// A container asks for whole GPUs, at least one.
///
/// Source: TD-47; botocore 1.44.5 ecs ResourceRequirement.value.
pub const fn gpu(count: u64) -> Result<(), Violation> {
    if count >= 1 && count <= INTEGER {
        return Ok(());
    }
    let headline = Key::count("gpu", "").with(count).push(" asks for nothing that an instance has");
    Err(Violation::new("container-gpu", headline, Text::from("use 1 or more, or leave `gpu` out")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(reservation_below_memory(256, 512), Ok(())));

    #[test]
    fn bounds() {
        for (value, legal) in [(0, false), (5, false), (6, true), (INTEGER, true), (INTEGER + 1, false)] {
            assert_eq!((memory(value).is_ok(), memory_reservation(value).is_ok()), (legal, legal), "{value}");
        }
        for (value, legal) in [(0, false), (1, true), (8, true), (INTEGER + 1, false)] {
            assert_eq!(gpu(value).is_ok(), legal, "{value}");
        }
    }

    #[test]
    fn a_part_is_not_larger_than_the_whole() {
        for (part, whole, below, within) in [(511, 512, true, true), (512, 512, false, true), (513, 512, false, false)]
        {
            assert_eq!(reservation_below_memory(part, whole).is_ok(), below, "{part}");
            assert_eq!(memory_within_task(part, whole).is_ok(), within, "{part}");
            assert_eq!(cpu_within_task(part, whole).is_ok(), within, "{part}");
            assert_eq!(memories_within_task(part, whole).is_ok(), within, "{part}");
            assert_eq!(cpus_within_task(part, whole).is_ok(), within, "{part}");
        }
        assert_eq!(
            memory_within_task(1024, 512).expect_err("larger").to_string(),
            "a container of 1024 MiB is larger than its task of 512 MiB [container-memory]\n\
             help: use `memory = 512` at most for the container, or give the task more"
        );
        let headline = reservation_below_memory(512, 512).expect_err("equal").headline;
        assert_eq!(headline.as_str(), "`memory_reservation = 512` is not below `memory = 512`");
    }
}
