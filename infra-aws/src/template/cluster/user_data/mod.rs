//! What an instance does at its first start: it joins its cluster, which the text names. That has CloudFormation delete the
//! instances before the cluster, which cannot go while instances are registered.

mod bottlerocket;
mod linux;
mod windows;

use infra_core::catalogue;
use infra_core::declaration::{Ami, AutoScalingGroup};
use serde_json::{Value, json};

use crate::template::intrinsic::substitute;

/// The text, with the cluster's name for CloudFormation to fill in.
pub(super) fn of(group: &AutoScalingGroup, is_windows: bool) -> Value {
    match group.ami {
        Ami::Bottlerocket => with(&bottlerocket::settings(group), group.user_data),
        Ami::Id(_) if is_windows => windows::script(group.user_data),
        Ami::Al2023 | Ami::Id(_) => linux::user_data(group),
    }
}

/// Our own text, and the user's behind it as it is: its `${..}` are no business of CloudFormation's.
fn with(own: &str, users: Option<&str>) -> Value {
    match users {
        None => substitute(own),
        Some(users) => json!({ "Fn::Join": ["", [substitute(own), users]] }),
    }
}

/// Whether one of the group's types has GPUs.
fn has_gpus(group: &AutoScalingGroup) -> bool {
    types(group).any(|instance| instance.gpus > 0)
}

/// Whether one of the group's types has disks of its own.
fn has_disks(group: &AutoScalingGroup) -> bool {
    types(group).any(|instance| instance.instance_store_gb > 0)
}

fn types(group: &AutoScalingGroup) -> impl Iterator<Item = &'static catalogue::InstanceType> {
    (0..group.type_count()).filter_map(|at| catalogue::find(group.type_at(at)))
}

#[cfg(test)]
mod tests;
