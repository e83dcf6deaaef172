//! The steps of stacks.

use std::collections::BTreeSet;

use infra_core::blueprint::ClusterBlueprint;
use infra_core::plan::{Detail, Effect, Verb};
use serde_json::Value;

use super::handover::Order;
use super::shrink::Kept;
use super::steps::{Change, remark};
use super::{Action, Planner, details, permissions};
use crate::Error;
use crate::patch::Root;
use crate::stack::{DesiredStack, desired_stacks};
use crate::template::diff::{self, ResourceChange};
use crate::template::output;

impl Planner<'_> {
    /// Plans a cluster's stack and then its workloads, in the order in which they must come.
    pub(super) fn plan_cluster(&mut self, place: usize) -> Result<(), Error> {
        let Some(cluster) = self.blueprint.clusters.get(place) else { return Ok(()) };
        let name = &cluster.identity.physical;
        let mut stacks: Vec<DesiredStack> =
            desired_stacks(self.blueprint, &self.known).into_iter().filter(|stack| stack.cluster == *name).collect();
        if stacks.is_empty() {
            return Ok(());
        }
        let of_cluster = stacks.remove(0);
        self.check_protected(&of_cluster)?;
        self.note_access_logs(place, &of_cluster);
        // What is taken out goes only after the workloads have let go of it.
        let kept = self.kept(&of_cluster);
        let shrinks = !matches!(kept, Kept::Nothing);
        let released = if shrinks { None } else { self.plan_release(cluster, &of_cluster, &[]) };
        let made = match &kept {
            Kept::Nothing => self.plan_stack(&of_cluster, released.as_slice())?,
            Kept::Until(grown) => self.plan_stack(grown, &[])?,
            Kept::All => None,
        };
        let before = self.plan_instances(cluster, &of_cluster, made).or(made);
        let mut planned: Vec<usize> = before.into_iter().collect();
        let mut waiting: Vec<usize> = (0..stacks.len()).collect();
        while !waiting.is_empty() {
            let workload = waiting.remove(self.next_stack(&stacks, &waiting, before));
            let Some(stack) = stacks.get(workload) else { continue };
            self.note_strategy(place, workload);
            self.note_silent_streams(stack);
            match self.order(stack) {
                Order::ServiceFirst => {
                    let let_go = self.plan_workload(place, workload, before)?;
                    let step = self.plan_stack(stack, &before.into_iter().chain(let_go).collect::<Vec<_>>())?;
                    let used = self.loses_what_tasks_use(stack) || self.still_uses_what_goes(place, workload);
                    if let Some(step) = step.filter(|_| used) {
                        self.waits_for_deployments(step, place);
                    }
                    planned.extend(step.inspect(|_| self.note_needs(place, workload)));
                }
                Order::Between(between) => {
                    let step = self.plan_stack(&between, before.as_slice())?;
                    let mut moved: Vec<usize> = step.into_iter().collect();
                    moved.extend(self.plan_workload(place, workload, step.or(before))?);
                    let last = self.plan_shrinking(stack, &between.template.body, place, moved.clone());
                    self.holders.settle(stack.name(), last);
                    self.note_lost(stack);
                    self.note_needs(place, workload);
                    planned.extend(moved);
                    planned.push(last);
                }
                Order::StackFirst => {
                    let step = self.plan_stack(stack, before.as_slice())?;
                    planned.extend(step.inspect(|_| self.note_needs(place, workload)));
                    planned.extend(self.plan_workload(place, workload, step.or(before))?);
                }
            }
        }
        if shrinks {
            planned.extend(self.plan_release(cluster, &of_cluster, &planned));
            let before = match &kept {
                Kept::Until(grown) => &grown.template.body,
                Kept::Nothing | Kept::All => self.observed.bodies.get(of_cluster.name()).unwrap_or(&Value::Null),
            };
            self.plan_shrinking(&of_cluster, before, place, planned);
        }
        if let Some(note) = no_way_out(cluster) {
            self.notes.push(note);
        }
        Ok(())
    }

    /// What becomes of the resources of a stack.
    pub(super) fn changes(&self, desired: &DesiredStack) -> Vec<ResourceChange> {
        diff::diff(self.present(desired), &desired.template.body)
    }

    /// Plans one stack; tells the step's place, if there is one.
    fn plan_stack(&mut self, desired: &DesiredStack, after: &[usize]) -> Result<Option<usize>, Error> {
        let name = desired.name().to_owned();
        let (rules, holders) =
            self.holders.before(&name, &desired.template.body, &desired.values(&self.known).unwrap_or_default());
        let after: Vec<usize> = after.iter().copied().chain(rules).collect();
        let existing = self.observed.stacks.get(&name);
        let mut settle = false;
        if !existing.is_some_and(|stack| desired.is_current(stack, &self.known)) {
            self.check_traffic_rests(desired)?;
            self.check_starts(desired)?;
        }
        let before = self.present(desired).clone();
        let (verb, effect, mut details) = match existing {
            Some(stack) if desired.is_current(stack, &self.known) => {
                self.steps.unchanged += 1;
                return Ok(None);
            }
            None => (Verb::Create, Effect::New, details::created(desired)),
            Some(stack) if stack.is_remains() => {
                let status = remark(format!("its stack is {}", stack.status));
                (Verb::Recreate, Effect::New, vec![status])
            }
            Some(stack) => {
                let parameters = desired.changed_parameters(stack, &self.known);
                let changes = self.update(desired, &parameters)?;
                settle = changes.iter().any(|change| frees_a_rule(change) || frees_a_subnet(change));
                let details = details::updated(&changes, &before, &desired.template.body, &parameters);
                (Verb::Update, effect(&changes), details)
            }
        };
        details.extend(self.template_patches(&name));
        if verb != Verb::Update {
            self.known.outputs.remove(&name);
        }
        self.note_lost(desired);
        for (holder, place) in holders {
            self.notes.push(match place {
                Some(port) => format!("`{name}` takes over {port} of `{holder}`; nothing answers there in between"),
                None => format!("`{name}` takes over a route of `{holder}`; it is answered 404 in between"),
            });
        }
        let permissions = permissions::changed(&before, &desired.template.body, &self.pseudo());
        let desired = Box::new(desired.clone());
        let item = desired.template.item.clone();
        let action = match verb {
            Verb::Create => Action::CreateStack(desired),
            Verb::Recreate => Action::RecreateStack(desired),
            Verb::Update | Verb::Delete => Action::UpdateStack { stack: desired, settle },
        };
        let step = self.steps.push(Change { verb, kind: "stack", item, effect, details, action }, after);
        if let Some(step) = self.steps.list.get_mut(step) {
            step.permissions = permissions;
        }
        self.holders.settle(&name, step);
        Ok(Some(step))
    }

    /// The patches that the template of a stack has in it.
    fn template_patches(&self, stack: &str) -> Vec<Detail> {
        let own = self.blueprint.workloads().filter(|(_, workload)| workload.identity.physical == stack);
        own.flat_map(|(_, workload)| Root::Template.told(&workload.patches)).collect()
    }

    /// The template that a stack has now. Of one that is as it is declared none was read; it may be about to change all the
    /// same, with what the cluster's stack puts out.
    pub(super) fn present<'a>(&'a self, desired: &'a DesiredStack) -> &'a Value {
        if let Some(body) = self.observed.bodies.get(desired.name()) {
            return body;
        }
        let stack = self.observed.stacks.get(desired.name());
        let is_current = stack.is_some_and(|stack| desired.is_current(stack, &self.observed.known));
        if is_current { &desired.template.body } else { &Value::Null }
    }

    /// What an update changes. What it may put out anew is not known any more.
    fn update(&mut self, desired: &DesiredStack, parameters: &BTreeSet<String>) -> Result<Vec<ResourceChange>, Error> {
        let before = self.present(desired);
        let replaced = diff::replaced_outputs(before, &desired.template.body, parameters);
        let changes = diff::diff_given(before, &desired.template.body, parameters);
        if let Some(stuck) = stuck(&changes, replaced.contains(output::VPC_ID)) {
            let item = &desired.template.item;
            return Err(Error::Conflict(format!(
                "`{item}` {stuck}; destroy the stage first, or declare what changes under another `name` (a cluster with \
                 services of its own names)"
            )));
        }
        if let Some(outputs) = self.known.outputs.get_mut(desired.name()) {
            outputs.retain(|output, _| !replaced.contains(output));
        }
        Ok(changes)
    }
}

const LISTENER_RULE: &str = "AWS::ElasticLoadBalancingV2::ListenerRule";
const LISTENER: &str = "AWS::ElasticLoadBalancingV2::Listener";
const LOAD_BALANCER: &str = "AWS::ElasticLoadBalancingV2::LoadBalancer";
const TARGET_GROUP: &str = "AWS::ElasticLoadBalancingV2::TargetGroup";
const MOUNT_TARGET: &str = "AWS::EFS::MountTarget";

/// The types of which another one is there before the old one goes, and in which nothing is lost.
const SEAMLESS: [&str; 10] = [
    "AWS::EC2::LaunchTemplate",
    "AWS::EC2::SecurityGroup",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::EC2::SecurityGroupIngress",
    "AWS::EFS::AccessPoint",
    "AWS::ElasticLoadBalancingV2::ListenerCertificate",
    LISTENER_RULE,
    "AWS::IAM::InstanceProfile",
    "AWS::IAM::Role",
    "AWS::IAM::RolePolicy",
];

/// How the changes of a stack's resources act.
fn effect(changes: &[ResourceChange]) -> Effect {
    let replaced = |change: &&ResourceChange| change.verb == diff::Verb::Update { replace: true };
    let mut kinds = changes.iter().filter(replaced).map(|change| change.resource_type.as_str()).peekable();
    if kinds.peek().is_none() {
        return Effect::InPlace;
    }
    Effect::Replacement { downtime: kinds.any(|kind| !SEAMLESS.contains(&kind)) }
}

/// Why a change cannot be made in what there is, if it cannot: a target group belongs to one VPC and one load balancer.
fn stuck(changes: &[ResourceChange], moves: bool) -> Option<&'static str> {
    let replaces = |kind: &str| {
        let replaced = |change: &&ResourceChange| change.verb == diff::Verb::Update { replace: true };
        changes.iter().filter(replaced).any(|change| change.resource_type == kind)
    };
    if moves {
        Some("would move to another VPC, where its load balancer and its target groups cannot follow")
    } else if replaces(LOAD_BALANCER) {
        Some("would get another load balancer, to which its services' target groups cannot move")
    } else if replaces(TARGET_GROUP) {
        Some("would get another target group of the same name")
    } else {
        None
    }
}

/// Whether a change gives up a place among a listener's rules, or a port of a load balancer, that somebody else may take.
pub(super) fn frees_a_rule(change: &ResourceChange) -> bool {
    [LISTENER_RULE, LISTENER].contains(&change.resource_type.as_str())
        && matches!(change.verb, diff::Verb::Remove | diff::Verb::Update { replace: true })
}

/// Whether a change gives up what keeps a subnet.
pub(super) fn frees_a_subnet(change: &ResourceChange) -> bool {
    change.resource_type == MOUNT_TARGET && change.verb == diff::Verb::Remove
}

/// What a task on an instance cannot do without a NAT gateway.
fn no_way_out(cluster: &ClusterBlueprint) -> Option<String> {
    let on_instances = cluster.workloads.iter().filter(|workload| !cluster.is_on_fargate(workload));
    let names: Vec<String> = on_instances.map(|workload| format!("`{}`", workload.identity.name)).collect();
    let stuck = !names.is_empty() && !cluster.tasks_in_private_subnets();
    stuck.then(|| {
        format!(
            "tasks on instances get no public address: without a NAT gateway the code in {} reaches nothing outside its \
             VPC but S3; declare `network = new(nat = one)` if it has to",
            names.join(", ")
        )
    })
}
