//! What happens to the instances of a cluster beside the change of its stack.

use std::collections::BTreeSet;

use infra_core::blueprint::ClusterBlueprint;
use infra_core::declaration::{AutoScalingGroup, Provider};
use infra_core::plan::{Effect, Verb};
use serde_json::Value;

use super::action::InstancesOf;
use super::steps::{Change, Steps, remark};
use super::{Action, Planner};
use crate::observe::ObservedStack;
use crate::stack::DesiredStack;
use crate::template::{diff, output};

/// A list of the names of groups, in an output of a stack.
const SEPARATOR: char = ',';

impl Planner<'_> {
    /// Plans what comes after the `step` that makes or changes a cluster's stack: services wait for the instances of new
    /// groups that are to have some, and instances that started from another launch template are replaced. Tells the step
    /// that services wait for.
    pub(super) fn plan_instances(
        &mut self,
        cluster: &ClusterBlueprint,
        desired: &DesiredStack,
        step: Option<usize>,
    ) -> Option<usize> {
        let step = step?;
        let body = self.observed.bodies.get(desired.name()).unwrap_or(&Value::Null);
        let exists = |provider: &Provider| body.pointer(&resource("AutoScalingGroup", provider)).is_some();
        let item = || desired.template.item.clone();
        let groups = || cluster.capacity.iter().filter_map(|provider| Some((provider, group(provider)?)));
        let new = groups().filter(|(provider, group)| group.instances.min > 0 && !exists(provider));
        let new: Vec<InstancesOf> = new.map(|(provider, group)| of(provider, group.instances.min)).collect();
        let waits = (!new.is_empty()).then(|| {
            let details = new.iter().map(|group| {
                let plural = if group.count == 1 { "instance" } else { "instances" };
                remark(format!("services wait for {} {plural} of `{}`", group.count, group.called))
            });
            let change = Change {
                verb: Verb::Create,
                kind: "instances",
                item: item(),
                effect: Effect::New,
                details: details.collect(),
                action: Action::WaitForInstances { cluster: desired.name().to_owned(), groups: new.clone() },
            };
            self.steps.push(change, [step])
        });
        let changes = diff::diff(body, &desired.template.body);
        let changed: BTreeSet<&str> = changes
            .iter()
            .filter(|change| matches!(change.verb, diff::Verb::Update { .. }))
            .map(|change| change.logical_id.as_str())
            .collect();
        let stale = groups().filter(|(provider, _)| {
            exists(provider) && changed.contains(format!("LaunchTemplate{}", output::provider_id(provider)).as_str())
        });
        let stale: Vec<InstancesOf> = stale.map(|(provider, group)| of(provider, group.instances.max)).collect();
        if !stale.is_empty() {
            let details = stale.iter().map(|group| {
                remark(format!(
                    "those of `{}` that started from the launch template as it was, up to {}",
                    group.called, group.count
                ))
            });
            let change = Change {
                verb: Verb::Update,
                kind: "instances",
                item: item(),
                effect: Effect::Instances,
                details: details.collect(),
                action: Action::ReplaceInstances { cluster: desired.name().to_owned(), groups: stale },
            };
            self.steps.push(change, [step]);
        }
        waits
    }

    /// Plans that the instances of groups which are protected from scaling in, and will not be any more, can go: nothing
    /// could delete their group otherwise. Tells the step.
    pub(super) fn plan_release(
        &mut self,
        cluster: &ClusterBlueprint,
        desired: &DesiredStack,
        after: &[usize],
    ) -> Option<usize> {
        let stack = self.observed.stacks.get(desired.name())?;
        let stays: BTreeSet<String> = cluster
            .capacity
            .iter()
            .filter(|provider| group(provider).is_some_and(|group| group.protect_scale_in))
            .filter_map(|provider| stack.outputs.get(&output::capacity_provider(provider)))
            .cloned()
            .collect();
        let protected =
            protected(stack).filter(|group| !stays.contains(&format!("{}{group}", output::PROVIDER_OF_GROUP)));
        release(&mut self.steps, &stack.item, protected.map(str::to_owned).collect(), after)
    }
}

/// Plans that the instances of a stack's protected groups can go, before the stack does.
pub(super) fn release_all(steps: &mut Steps, stack: &ObservedStack, after: &[usize]) -> Option<usize> {
    release(steps, &stack.item, protected(stack).map(str::to_owned).collect(), after)
}

fn release(steps: &mut Steps, item: &str, groups: Vec<String>, after: &[usize]) -> Option<usize> {
    if groups.is_empty() {
        return None;
    }
    let change = Change {
        verb: Verb::Update,
        kind: "instances",
        item: item.to_owned(),
        effect: Effect::InPlace,
        details: vec![remark("they are protected from scaling in no longer")],
        action: Action::ReleaseInstances { groups },
    };
    Some(steps.push(change, after.iter().copied()))
}

/// The names of the groups of a stack that are protected.
fn protected(stack: &ObservedStack) -> impl Iterator<Item = &str> {
    let groups = stack.outputs.get(output::PROTECTED_GROUPS).map(String::as_str).unwrap_or_default();
    groups.split(SEPARATOR).filter(|group| !group.is_empty())
}

fn group(provider: &Provider) -> Option<&AutoScalingGroup> {
    match provider {
        Provider::Ec2(group) => Some(group),
        _ => None,
    }
}

fn of(provider: &Provider, count: u32) -> InstancesOf {
    InstancesOf { called: provider.called(), output: output::capacity_provider(provider), count }
}

/// Where a template has a resource of a provider.
fn resource(kind: &str, provider: &Provider) -> String {
    format!("/Resources/{kind}{}", output::provider_id(provider))
}
