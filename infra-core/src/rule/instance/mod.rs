//! EC2 instance types: whether there is such a type, whether ECS can use it, and what fits on it.

mod refusal;

use crate::catalogue::name::{Name, parse, size_order};
use crate::catalogue::{InstanceArchitecture, InstanceType, Status, family, find};
use crate::declaration::Architecture;
use crate::{Text, Violation};

const RULE: &str = "instance-type";

/// A type that AWS has, or had: its name is well formed, and the catalogue lists it.
///
/// Source: LT-03; `facts/instance-types.md` §1 and §4; botocore 1.44.5 ec2 InstanceType.
pub const fn instance_type(name: &str) -> Result<&'static InstanceType, Violation> {
    if let Some(found) = find(name) {
        return Ok(found);
    }
    Err(match parse(name) {
        Ok(Name { family: asked, size, .. }) => {
            if family(asked).is_empty() {
                refusal::unknown_family(asked, size)
            } else {
                refusal::unknown_size(asked, size)
            }
        }
        Err(violation) => refusal::with_sizes(name, violation),
    })
}

/// What to warn of when AWS no longer describes a type, or never did.
///
/// Source: `facts/instance-types.md` §1.
#[must_use]
pub const fn withdrawn(instance: &InstanceType) -> Option<Violation> {
    let headline = match instance.status {
        Status::Current | Status::Previous => return None,
        Status::Withdrawn => Text::from("AWS no longer offers ").quote(instance.name),
        Status::EnumOnly => Text::from("AWS knows ").quote(instance.name).push(" by name alone"),
    };
    let help = Text::from("choose a type that your region offers: starting an instance of this one is likely to fail");
    Some(Violation::new("instance-withdrawn", headline, help))
}

/// ECS has an agent for what runs on the type: Linux or Windows, not macOS.
///
/// Source: LT-07; `facts/instance-types.md` §4, traps.
pub const fn usable(instance: &InstanceType) -> Result<(), Violation> {
    match instance.architecture {
        InstanceArchitecture::X86_64Mac | InstanceArchitecture::Arm64Mac => Err(Violation::new(
            "instance-usable",
            Text::from("ECS cannot use ").quote(instance.name).push(", which runs macOS"),
            Text::from("choose a type for Linux, as `c5n.xlarge`"),
        )),
        InstanceArchitecture::X86_64 | InstanceArchitecture::Arm64 | InstanceArchitecture::Unknown => Ok(()),
    }
}

/// The CPU units that an instance offers to tasks; none where nobody knows.
///
/// Source: CP-09; `facts/instance-types.md` §3, vcpus.
#[must_use]
pub const fn cpu_limit(instance: &InstanceType) -> Option<u32> {
    if instance.vcpus == 0 { None } else { Some(instance.vcpus as u32 * 1024) }
}

/// The MiB that an instance offers to tasks: what Linux saw of its memory where that was measured, else 96.6 % of the
/// nominal memory, as is usual; none where nobody knows.
///
/// Source: CP-09; `facts/instance-types.md` §3, os_memory_mib_measured.
#[must_use]
pub const fn memory_limit(instance: &InstanceType) -> Option<u32> {
    if instance.os_memory_mib > 0 {
        Some(instance.os_memory_mib)
    } else if instance.memory_mib > 0 {
        Some(instance.memory_mib / 1000 * 966 + instance.memory_mib % 1000 * 966 / 1000)
    } else {
        None
    }
}

/// A task of `cpu` CPU units and `memory` MiB fits on one empty instance. 0 stands for what a task does not declare.
///
/// Source: CP-09.
pub const fn fits(instance: &InstanceType, cpu: u32, memory: u32) -> Result<(), Violation> {
    const RULE: &str = "instance-fit";
    if let Some(limit) = cpu_limit(instance)
        && cpu > limit
    {
        let headline = Text::from("a task of ").number(cpu as u64).push(" CPU units does not fit on ");
        let headline = headline.quote(instance.name).push(", which has ").number(limit as u64);
        return Err(Violation::new(RULE, headline, refusal::larger(instance, cpu, memory, "cpu")));
    }
    if let Some(limit) = memory_limit(instance)
        && memory > limit
    {
        let headline = Text::from("a task of ").number(memory as u64).push(" MiB does not fit on ");
        let headline = headline.quote(instance.name).push(", which has ").number(limit as u64).push(" MiB for tasks");
        return Err(Violation::new(RULE, headline, refusal::larger(instance, cpu, memory, "memory")));
    }
    Ok(())
}

/// An instance has as many whole GPUs as a task asks for. A type of which little is known passes.
///
/// Source: TD-48; botocore 1.44.5 ecs ResourceRequirement.value; `facts/instance-types.md` §3, gpus.
pub const fn gpus_fit(instance: &InstanceType, gpus: u64) -> Result<(), Violation> {
    let has = instance.gpus as u64;
    if gpus <= has || instance.vcpus == 0 {
        return Ok(());
    }
    let headline = Text::from("a task with `gpu = ").number(gpus).push("` does not fit on ").quote(instance.name);
    let (headline, help) = if has == 0 {
        (headline.push(", which has no whole GPU"), Text::from("choose a type with GPUs, as `g6.xlarge`"))
    } else {
        let help = Text::from("lower `gpu` to ").number(has).push(", or choose a type with more GPUs");
        (headline.push(", which has ").number(has), help)
    };
    Err(Violation::new("instance-gpu", headline, help))
}

/// A task is built for the processor of the instance that it runs on. A type of unknown architecture passes.
///
/// Source: TD-51, LT-07.
pub const fn architecture_matches(instance: &InstanceType, architecture: Architecture) -> Result<(), Violation> {
    let own = match (instance.architecture, architecture) {
        (InstanceArchitecture::Unknown, _)
        | (InstanceArchitecture::X86_64, Architecture::X86_64)
        | (InstanceArchitecture::Arm64, Architecture::Arm64) => return Ok(()),
        (InstanceArchitecture::X86_64 | InstanceArchitecture::X86_64Mac, _) => Architecture::X86_64,
        (InstanceArchitecture::Arm64 | InstanceArchitecture::Arm64Mac, _) => Architecture::Arm64,
    };
    if matches!(instance.architecture, InstanceArchitecture::X86_64Mac | InstanceArchitecture::Arm64Mac) {
        return usable(instance);
    }
    let headline = Text::from("a task for ").push(architecture.word()).push(" cannot run on ");
    let headline = headline.quote(instance.name).push(", which is ").push(own.word());
    let help = Text::from("write `arch = ").push(own.word()).push("`, or choose an instance type of ");
    Err(Violation::new("instance-architecture", headline, help.push(architecture.word())))
}

#[cfg(test)]
mod tests;
