//! From a blueprint to CloudFormation templates: pure functions, without an SDK and without I/O.
//!
//! A cluster is one stack, and so is each workload: they change apart, fail apart, and stay small. What a workload's
//! stack needs of its cluster's travels as parameters, never as exports, which would lock the two together.

mod cidr;
mod cluster;
pub(crate) mod diff;
mod draft;
mod iam;
mod include;
mod intrinsic;
pub(crate) mod output;
mod stack;
mod workload;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
pub(crate) mod fleet;
#[cfg(test)]
mod lint;
#[cfg(test)]
mod schemas;
#[cfg(test)]
mod tests;

pub(crate) use cluster::{check_includes, cluster};
pub(crate) use stack::{LONGEST_BODY, ParameterValue, Serving, StackTemplate, body_text, too_long};
pub(crate) use workload::{
    EXECUTION_ROLE, INSTANCE_INGRESS, MOVING_ROLE, REPOSITORY, RETIRED, Repository, SCHEDULE_START, SHELL_ACTIONS,
    TASK_ROLE, VOLUME_ROLE, check_patches, is_opening, is_run_policy, needs_of_given, repositories, repository_id,
    shell_statement, target_group_id, workload,
};
