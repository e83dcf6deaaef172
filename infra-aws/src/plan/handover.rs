//! How a service comes from one target group to another, or from one port to another, while it goes on answering: its stack
//! first gets what is new and keeps what goes, the service moves over, and then what nobody uses is taken out.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Planner;
use super::granted::{grants, keep_granted};
use super::shrink::grown;
use crate::ecs::service::service_key;
use crate::stack::DesiredStack;
use crate::template::diff::{self, ResourceChange, Verb};
use crate::template::{
    EXECUTION_ROLE, INSTANCE_INGRESS, MOVING_ROLE, REPOSITORY, TASK_ROLE, VOLUME_ROLE, is_opening, is_run_policy,
};

const TARGET_GROUP: &str = "AWS::ElasticLoadBalancingV2::TargetGroup";
/// What tasks have as long as they run.
const USED_BY_TASKS: [&str; 3] = [TASK_ROLE, EXECUTION_ROLE, VOLUME_ROLE];
/// In which tasks are until they stop: Cloud Map deletes none with something in it.
const REGISTRY: &str = "AWS::ServiceDiscovery::Service";
const MOUNT_TARGET: &str = "AWS::EFS::MountTarget";
const LISTENER_RULE: &str = "AWS::ElasticLoadBalancingV2::ListenerRule";
const LISTENER: &str = "AWS::ElasticLoadBalancingV2::Listener";
const SECURITY_GROUP: &str = "AWS::EC2::SecurityGroup";

/// The order in which a workload's stack and its service change.
pub(super) enum Order {
    /// The stack has what the service needs: first the stack.
    StackFirst,
    /// The service lets go of what the stack is to lose: first the service.
    ServiceFirst,
    /// Both: first this stack, which has what comes and what goes; then the service; then the stack as it is declared.
    Between(Box<DesiredStack>),
}

impl Planner<'_> {
    /// In which order the stack of a workload and its service change.
    pub(super) fn order(&self, desired: &DesiredStack) -> Order {
        let key = service_key(&desired.cluster, desired.name());
        let running = self.observed.services.get(&key).is_some_and(|service| service.status != "DRAINING");
        let (Some(stack), Some(body)) =
            (self.observed.stacks.get(desired.name()), self.observed.bodies.get(desired.name()))
        else {
            return Order::StackFirst;
        };
        let changes = diff::diff(body, &desired.template.body);
        // A target group, the role with which ECS moves traffic, or the registry of its tasks.
        let held = |change: &ResourceChange| {
            [TARGET_GROUP, REGISTRY].contains(&change.resource_type.as_str()) || change.logical_id == MOVING_ROLE
        };
        let used = self.loses_what_tasks_use(desired);
        let loses = used || changes.iter().any(|change| change.verb == Verb::Remove && held(change));
        let gains = self.has_news(desired) || grants(body, &desired.template.body);
        if loses && !gains {
            return Order::ServiceFirst;
        }
        let moved = moved(LISTENER_RULE, &changes, body, &desired.template.body);
        let closes = !closed(body, &desired.template.body).is_empty();
        if !(running || used) || !stack.is_usable() || !(loses || closes || !moved.is_empty()) {
            return Order::StackFirst;
        }
        let mut between = grown(desired, stack, body);
        for rule in moved {
            lead_to_both(&mut between.template.body, body, &rule);
        }
        keep_open(&mut between.template.body, body);
        keep_granted(&mut between.template.body, body);
        Order::Between(Box::new(between))
    }

    /// Says which ports of the network load balancer lead to nobody until the service's new tasks are there: a listener has
    /// one target group, and where that is another one nobody is in it yet.
    pub(super) fn note_silent_streams(&mut self, desired: &DesiredStack) {
        let key = service_key(&desired.cluster, desired.name());
        if self.observed.services.get(&key).is_none_or(|service| service.status == "DRAINING") {
            return;
        }
        let Some(body) = self.observed.bodies.get(desired.name()) else { return };
        let new = &desired.template.body;
        let silent = moved(LISTENER, &self.changes(desired), body, new);
        let ports = silent.iter().filter_map(|id| new.pointer(&format!("/Resources/{id}/Properties/Port")));
        let name = desired.name();
        let notes = ports.map(|port| {
            format!("`{name}` leads port {port} to another target group; nothing answers there until its new tasks do")
        });
        self.notes.extend(notes.collect::<Vec<_>>());
    }

    /// Whether a workload's stack loses what its tasks use until they stop.
    pub(super) fn loses_what_tasks_use(&self, desired: &DesiredStack) -> bool {
        let used = |change: &ResourceChange| {
            [MOUNT_TARGET, REGISTRY, REPOSITORY].contains(&change.resource_type.as_str())
                || is_opening(&change.logical_id, &change.resource_type)
                || is_run_policy(&change.logical_id, &change.resource_type)
                || USED_BY_TASKS.contains(&change.logical_id.as_str())
                || change.logical_id.starts_with(INSTANCE_INGRESS)
        };
        self.changes(desired).iter().any(|change| change.verb == Verb::Remove && used(change))
    }

    /// Whether a stack makes something, or tells others something else.
    fn has_news(&self, desired: &DesiredStack) -> bool {
        let before = self.present(desired).get("Outputs");
        let outputs = desired.template.body.get("Outputs").and_then(Value::as_object).into_iter().flatten();
        let told = |(name, output): (&String, &Value)| before.and_then(|before| before.get(name)) != Some(output);
        outputs.into_iter().any(told) || self.changes(desired).iter().any(|change| change.verb == Verb::Add)
    }
}

/// The rules or listeners that come to lead to a target group in which there is nobody yet.
fn moved(kind: &str, changes: &[ResourceChange], old: &Value, new: &Value) -> Vec<String> {
    let added: BTreeSet<&str> = changes
        .iter()
        .filter(|change| change.verb == Verb::Add && change.resource_type == TARGET_GROUP)
        .map(|change| change.logical_id.as_str())
        .collect();
    let is_moved = |change: &&ResourceChange| {
        let (before, after) = (leads_to(old, &change.logical_id), leads_to(new, &change.logical_id));
        change.resource_type == kind
            && matches!(change.verb, Verb::Update { replace: false })
            && before.is_some()
            && before != after
            && after.is_some_and(|group| added.contains(group))
    };
    changes.iter().filter(is_moved).map(|change| change.logical_id.clone()).collect()
}

/// The one target group of a rule or a listener, by its logical id; none where it leads to several.
fn leads_to<'body>(body: &'body Value, id: &str) -> Option<&'body str> {
    let properties = body.pointer(&format!("/Resources/{id}/Properties"))?;
    let action = properties.pointer("/Actions/0").or_else(|| properties.pointer("/DefaultActions/0"))?;
    action.pointer("/TargetGroupArn/Ref")?.as_str()
}

/// Lets a rule go on leading to its old target group, and be one of the new one's, which ECS asks for.
fn lead_to_both(new: &mut Value, old: &Value, rule: &str) {
    let (Some(from), Some(to)) = (leads_to(old, rule), leads_to(new, rule)) else { return };
    let group = |id: &str, weight: u32| json!({ "TargetGroupArn": { "Ref": id }, "Weight": weight });
    let forward = json!({
        "Type": "forward",
        "ForwardConfig": {
            "TargetGroups": [group(from, 1), group(to, 0)],
            "TargetGroupStickinessConfig": { "Enabled": false },
        },
    });
    if let Some(action) = new.pointer_mut(&format!("/Resources/{rule}/Properties/Actions/0")) {
        *action = forward;
    }
}

/// What the security groups of `old` let in and those of `new` do not, with the group.
fn closed(old: &Value, new: &Value) -> Vec<(String, Value)> {
    let resources = old.get("Resources").and_then(Value::as_object);
    let groups = resources.into_iter().flatten().filter(|(id, resource)| {
        let stays = new.pointer(&format!("/Resources/{id}")).is_some();
        stays && resource.get("Type").and_then(Value::as_str) == Some(SECURITY_GROUP)
    });
    let mut closed = Vec::new();
    for (id, _) in groups {
        let open = ingress(new, id);
        closed.extend(ingress(old, id).into_iter().filter(|rule| !open.contains(rule)).map(|rule| (id.clone(), rule)));
    }
    closed
}

fn ingress(body: &Value, group: &str) -> Vec<Value> {
    let rules = body.pointer(&format!("/Resources/{group}/Properties/SecurityGroupIngress"));
    rules.and_then(Value::as_array).cloned().unwrap_or_default()
}

/// Leaves open what `old` has open.
fn keep_open(new: &mut Value, old: &Value) {
    for (group, rule) in closed(old, new) {
        let properties = new.pointer_mut(&format!("/Resources/{group}/Properties")).and_then(Value::as_object_mut);
        let Some(properties) = properties else { continue };
        let rules = properties.entry("SecurityGroupIngress").or_insert_with(|| json!([]));
        if let Some(rules) = rules.as_array_mut() {
            rules.push(rule);
        }
    }
}
