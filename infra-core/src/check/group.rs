//! What must hold between the keys of an Auto Scaling group, a disk, Managed Instances.

use super::attempt::{Names, attempt, wide};
use crate::declaration::{Ami, AutoScalingGroup, DataDisk, Disk, EbsVolume, ManagedInstances, ScaleInstancesAt};
use crate::rule::capacity::{data, disk, group, managed, schedule};
use crate::rule::volume::ebs;
use crate::{Text, Violation};

/// One instance type or several are named, not both.
pub const fn one_kind_of_types(declared: &AutoScalingGroup) -> Result<(), Violation> {
    const RULE: &str = "group-types";
    match (declared.instance_type, declared.types.is_empty()) {
        (Some(_), true) | (None, false) => Ok(()),
        (Some(_), false) => Err(Violation::new(
            RULE,
            Text::from("`ec2(..)` names an instance type and `types`"),
            Text::from("put all of them into `types`, best first"),
        )),
        (None, true) => Err(Violation::new(
            RULE,
            Text::from("`ec2(..)` names no instance type"),
            Text::from("write the instance type first, as `ec2(\"c5n.xlarge\", 1..=10)`, or give `types`"),
        )),
    }
}

/// At most 40 instance types.
pub const fn types(declared: &AutoScalingGroup) -> Result<(), Violation> {
    // That there is none, has been told.
    if declared.types.is_empty() {
        return Ok(());
    }
    group::types(declared.types.len() as u64)
}

/// A base on demand is within the range, and only beside spot instances.
pub const fn on_demand_base(declared: &AutoScalingGroup) -> Result<(), Violation> {
    attempt!(
        group::on_demand_base(declared.on_demand_base as u64, declared.instances.max as u64),
        group::base_needs_spot(declared.on_demand_base as u64, declared.spot),
    );
    Ok(())
}

/// Instances of every type can be placed as it says.
pub const fn placement(declared: &AutoScalingGroup) -> Result<(), Violation> {
    let Some(placement) = &declared.placement else {
        return Ok(());
    };
    let mut at = 0;
    while at < declared.type_count() {
        attempt!(group::placement_type(placement.word(), declared.type_at(at)));
        at += 1;
    }
    Ok(())
}

/// Instances start from their root volume.
pub const fn root(declared: &AutoScalingGroup) -> Result<(), Violation> {
    let Some(disk) = &declared.disk else {
        return Ok(());
    };
    let ami = match declared.ami {
        Ami::Al2023 => "al2023",
        Ami::Bottlerocket => "bottlerocket",
        Ami::Id(id) => id,
    };
    // A size that the kind does not have, is told of the disk alone.
    if disk_size(disk).is_err() {
        return Ok(());
    }
    disk::root(disk.kind.word(), disk.size_gib as u64, ami)
}

/// At most 11 data disks, each at a path of its own, where something mounts them.
pub const fn data(declared: &AutoScalingGroup) -> Result<(), Violation> {
    const MOST: usize = 16;
    if declared.data.is_empty() {
        return Ok(());
    }
    attempt!(
        data::count(declared.data.len() as u64),
        data::mounted(declared.data[0].at, matches!(declared.ami, Ami::Bottlerocket)),
    );
    let mut paths = Names::<MOST>::new();
    let mut at = 0;
    while at < declared.data.len() {
        paths.push(declared.data[at].at);
        at += 1;
    }
    data::paths(paths.as_slice())
}

/// What runs at the first start is of the kind that the image reads.
pub const fn user_data(declared: &AutoScalingGroup) -> Result<(), Violation> {
    match declared.user_data {
        Some(text) => group::user_data_form(text, matches!(declared.ami, Ami::Bottlerocket)),
        None => Ok(()),
    }
}

/// Trunks are there on every type, and something switches them on.
pub const fn trunking(declared: &AutoScalingGroup) -> Result<(), Violation> {
    if !declared.trunking {
        return Ok(());
    }
    attempt!(group::trunking_image(matches!(declared.ami, Ami::Bottlerocket)));
    let mut at = 0;
    while at < declared.type_count() {
        attempt!(group::trunking_type(declared.type_at(at)));
        at += 1;
    }
    Ok(())
}

/// When instances come and go, is said as Auto Scaling understands it.
pub const fn scheduled(declared: &ScaleInstancesAt) -> Result<(), Violation> {
    schedule::recurrence(declared.schedule, declared.zone.is_some())
}

/// A data disk has a size that its kind has.
pub const fn data_size(declared: &DataDisk) -> Result<(), Violation> {
    disk_size(&declared.disk())
}

/// A data disk has as many operations as its kind has.
pub const fn data_iops(declared: &DataDisk) -> Result<(), Violation> {
    disk_iops(&declared.disk())
}

/// A data disk has as much throughput as its kind has.
pub const fn data_throughput(declared: &DataDisk) -> Result<(), Violation> {
    disk_throughput(&declared.disk())
}

/// The size, operations and throughput of a data disk go together.
pub const fn data_ratio(declared: &DataDisk) -> Result<(), Violation> {
    disk_ratio(&declared.disk())
}

/// A root volume has a size that its kind has.
pub const fn disk_size(declared: &Disk) -> Result<(), Violation> {
    disk::size(declared.kind.word(), declared.size_gib as u64)
}

/// A root volume has as many operations as its kind has.
pub const fn disk_iops(declared: &Disk) -> Result<(), Violation> {
    disk::iops(declared.kind.word(), wide(declared.iops))
}

/// A root volume has as much throughput as its kind has.
pub const fn disk_throughput(declared: &Disk) -> Result<(), Violation> {
    disk::throughput(declared.kind.word(), wide(declared.throughput))
}

/// The size, operations and throughput of a root volume go together.
pub const fn disk_ratio(declared: &Disk) -> Result<(), Violation> {
    // What is wrong with one of them is told of it alone.
    if disk_size(declared).is_err() || disk_iops(declared).is_err() || disk_throughput(declared).is_err() {
        return Ok(());
    }
    disk::ratio(declared.kind.word(), declared.size_gib as u64, wide(declared.iops), wide(declared.throughput))
}

/// A volume of a task has a size that its kind has.
pub const fn volume_size(declared: &EbsVolume) -> Result<(), Violation> {
    ebs::size(declared.kind.word(), declared.size_gib as u64)
}

/// A volume of a task has operations that its kind has.
pub const fn volume_iops(declared: &EbsVolume) -> Result<(), Violation> {
    ebs::iops(declared.kind.word(), wide(declared.iops))
}

/// A volume of a task has a throughput that its kind has.
pub const fn volume_throughput(declared: &EbsVolume) -> Result<(), Violation> {
    match declared.throughput {
        Some(throughput) => ebs::throughput(declared.kind.word(), throughput as u64),
        None => Ok(()),
    }
}

/// The size of a volume of a task is within what all of AWS's pages allow.
pub const fn undisputed_size(declared: &EbsVolume) -> Result<(), Violation> {
    ebs::size_disputed(declared.kind.word(), declared.size_gib as u64)
}

/// As [`undisputed_size`], for its operations.
pub const fn undisputed_iops(declared: &EbsVolume) -> Result<(), Violation> {
    match declared.iops {
        Some(iops) => ebs::iops_disputed(declared.kind.word(), iops as u64),
        None => Ok(()),
    }
}

/// As [`undisputed_size`], for its throughput.
pub const fn undisputed_throughput(declared: &EbsVolume) -> Result<(), Violation> {
    match declared.throughput {
        Some(throughput) => ebs::throughput_disputed(throughput as u64),
        None => Ok(()),
    }
}

/// At most 400 patterns of instance types.
pub const fn managed_types(declared: &ManagedInstances) -> Result<(), Violation> {
    managed::types(declared.types.len() as u64)
}
