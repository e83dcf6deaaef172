//! The EC2 instance types, as AWS described them in 2026-11, and the grammar of their names.

use crate::string::compare;
use core::cmp::Ordering;

pub mod name;
#[cfg(feature = "run")]
mod prices;
mod types;

pub use types::TYPES;

/// An EC2 instance type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstanceType {
    /// The name, as `c5n.xlarge`.
    pub name: &'static str,
    /// How much AWS still says about it.
    pub status: Status,
    /// The vCPUs; 0 where unknown.
    pub vcpus: u16,
    /// The nominal memory in MiB; 0 where unknown.
    pub memory_mib: u32,
    /// The memory that Linux saw on a real instance, in MiB; 0 where nobody measured it.
    pub os_memory_mib: u32,
    /// The processor, and what it runs.
    pub architecture: InstanceArchitecture,
    /// Whole GPUs; 0 for fractions of one.
    pub gpus: u8,
    /// Accelerators that are no GPUs.
    pub accelerator: Accelerator,
    /// Network interfaces, summed over the network cards; 0 where unknown.
    pub enis: u8,
    /// How many tasks with `awsvpc` networking run on it: one interface less than it has.
    pub awsvpc_tasks: u16,
    /// The same with the account setting `awsvpcTrunking`; 0 where the type has no trunk.
    pub awsvpc_tasks_trunked: u16,
    /// Local disks in GB; 0 without any.
    pub instance_store_gb: u32,
    /// Without a hypervisor.
    pub bare_metal: bool,
    /// With CPU credits (T2 to T4g; AWS does not say so of T8i).
    pub burstable: bool,
    /// Offered as a Spot instance.
    pub spot: bool,
    /// The placement groups that take it.
    pub placement: Placement,
}

/// How much AWS still says about an instance type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Described, and of the current generation.
    Current,
    /// Described, and of a previous generation.
    Previous,
    /// No longer described; what is known of it is from an earlier year.
    Withdrawn,
    /// Known to the SDKs by name alone.
    EnumOnly,
}

/// What a type's processor runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstanceArchitecture {
    /// Linux and Windows on 64-bit x86; some of the oldest run 32-bit systems too.
    X86_64,
    /// Linux on 64-bit Arm.
    Arm64,
    /// macOS on Intel: ECS cannot use it.
    X86_64Mac,
    /// macOS on Apple silicon: ECS cannot use it.
    Arm64Mac,
    /// AWS never said.
    Unknown,
}

/// Accelerators that are no GPUs, and how many of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accelerator {
    /// None.
    None,
    /// Inferentia or Trainium devices.
    Neuron(u8),
    /// Qualcomm AI 100 devices.
    Inference(u8),
    /// Xilinx U30 media devices.
    Media(u8),
    /// FPGAs.
    Fpga(u8),
    /// Habana Gaudi devices.
    Habana(u8),
}

/// A set of placement group strategies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement(u8);

impl Placement {
    /// Close together, in one rack.
    pub const CLUSTER: Self = Self(1);
    /// In partitions that share no rack.
    pub const PARTITION: Self = Self(2);
    /// Each on its own rack.
    pub const SPREAD: Self = Self(4);

    /// Whether all of `other` is in the set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl InstanceType {
    /// What stands before the dot, as `c5n`.
    #[must_use]
    pub const fn family(&self) -> &'static str {
        family_and_size(self.name).0
    }

    /// What stands behind the dot, as `xlarge`.
    #[must_use]
    pub const fn size(&self) -> &'static str {
        family_and_size(self.name).1
    }
}

/// Finds an instance type by its name.
#[must_use]
pub const fn find(name: &str) -> Option<&'static InstanceType> {
    // Every workload of an app looks its cluster's type up in const evaluation: one call a step.
    let (mut low, mut high) = (0, TYPES.len());
    while low < high {
        let middle = low + (high - low) / 2;
        match compare(TYPES[middle].name, name) {
            Ordering::Equal => return Some(&TYPES[middle]),
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
        }
    }
    None
}

/// What an hour of a type costs in us-east-1, in millionths of a dollar: on demand, with Linux, on shared hardware; none
/// where no price is known.
#[cfg(feature = "run")]
#[must_use]
pub fn price(name: &str) -> Option<u32> {
    let place = prices::PRICES.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    prices::PRICES.get(place).map(|(_, price)| *price)
}

/// Every type of a family, as `c5n`, in the order of [`TYPES`]; empty where there is no such family.
#[must_use]
pub const fn family(family: &str) -> &'static [InstanceType] {
    let start = first_from(family, ".");
    let mut end = start;
    while end < TYPES.len() && matches!(compare(TYPES[end].family(), family), Ordering::Equal) {
        end += 1;
    }
    let (head, _) = TYPES.split_at(end);
    let (_, types) = head.split_at(start);
    types
}

/// The place of the first type whose name is not before `start` followed by `end`.
const fn first_from(start: &str, end: &str) -> usize {
    let (mut low, mut high) = (0, TYPES.len());
    while low < high {
        let middle = low.midpoint(high);
        let before = match compare_start(TYPES[middle].name, start) {
            Ordering::Equal => {
                let (_, rest) = TYPES[middle].name.as_bytes().split_at(start.len());
                is_before(rest, end.as_bytes())
            }
            Ordering::Less => true,
            Ordering::Greater => false,
        };
        if before {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// Compares the first characters of `name`, as many as `start` has, with `start`.
const fn compare_start(name: &str, start: &str) -> Ordering {
    match name.split_at_checked(start.len()) {
        Some((head, _)) => compare(head, start),
        None => compare(name, start),
    }
}

const fn is_before(left: &[u8], right: &[u8]) -> bool {
    match (left, right) {
        ([], [_, ..]) => true,
        ([left, ..], [right, ..]) => *left < *right,
        _ => false,
    }
}

const fn family_and_size(name: &'static str) -> (&'static str, &'static str) {
    match crate::rule::letters::split(name, b'.') {
        Some(parts) => parts,
        None => (name, ""),
    }
}

/// A row of the table; `flags` are the letters that the generator explains.
const fn row(
    name: &'static str,
    status: Status,
    architecture: InstanceArchitecture,
    (vcpus, memory_mib, os_memory_mib): (u16, u32, u32),
    (gpus, accelerator): (u8, Accelerator),
    (enis, awsvpc_tasks, awsvpc_tasks_trunked): (u8, u16, u16),
    (instance_store_gb, flags): (u32, &str),
) -> InstanceType {
    let (mut bare_metal, mut burstable, mut spot, mut placement) = (false, false, false, Placement(0));
    let flags = flags.as_bytes();
    let mut at = 0;
    while at < flags.len() {
        match flags[at] {
            b'm' => bare_metal = true,
            b'b' => burstable = true,
            b'o' => spot = true,
            b'c' => placement.0 |= Placement::CLUSTER.0,
            b'p' => placement.0 |= Placement::PARTITION.0,
            b's' => placement.0 |= Placement::SPREAD.0,
            _ => {}
        }
        at += 1;
    }
    InstanceType {
        name,
        status,
        vcpus,
        memory_mib,
        os_memory_mib,
        architecture,
        gpus,
        accelerator,
        enis,
        awsvpc_tasks,
        awsvpc_tasks_trunked,
        instance_store_gb,
        bare_metal,
        burstable,
        spot,
        placement,
    }
}

#[cfg(test)]
mod tests;
