//! Plans of what is deployed, in part or whole, against what is declared.

mod changes;
mod images;
mod lengths;
mod moving;
mod options;
mod removals;
mod states;

use std::collections::{BTreeMap, BTreeSet};

use infra_core::blueprint::Blueprint;
use infra_core::plan::{Plan, Verb};
use serde_json::Value;

use super::{Action, plan};
use crate::ecs::{Known, Scaling, Service, TaskDefinition};
use crate::observe::{Observed, ObservedFamily, ObservedService, ObservedStack};
use crate::stack::{FINGERPRINT, desired_stacks};

/// What AWS holds after a deploy of `blueprint`.
fn deployed(blueprint: &Blueprint) -> Observed {
    deployed_on(blueprint, BTreeSet::new())
}

/// The same where the traffic of these stacks' services was moved to their second target groups.
fn deployed_on(blueprint: &Blueprint, on_alternate: BTreeSet<String>) -> Observed {
    let mut known = Known {
        on_alternate,
        account: "111122223333".into(),
        region: "eu-central-1".into(),
        partition: "aws".into(),
        ..Known::default()
    };
    let mut stacks = BTreeMap::new();
    let mut bodies = BTreeMap::new();
    for desired in desired_stacks(blueprint, &known) {
        let values = desired.values(&known).expect("the cluster's stack comes first");
        let outputs = desired.template.body.get("Outputs").and_then(Value::as_object).into_iter().flatten();
        let mut outputs: BTreeMap<String, String> =
            outputs.map(|(name, _)| (name.clone(), format!("{}.{name}", desired.name()))).collect();
        outputs.insert(FINGERPRINT.into(), desired.template.fingerprint(&values));
        known.outputs.insert(desired.name().into(), outputs.clone());
        bodies.insert(desired.name().to_owned(), serde_json::from_str(&desired.body(&values)).unwrap());
        let stack = ObservedStack {
            name: desired.name().into(),
            item: desired.template.item.clone(),
            status: "CREATE_COMPLETE".into(),
            parameters: values,
            outputs,
        };
        stacks.insert(stack.name.clone(), stack);
    }
    let mut observed = Observed { place: "a test".into(), known, stacks, bodies, ..Observed::default() };
    for (cluster, workload) in blueprint.workloads() {
        let family = workload.identity.physical.clone();
        let arn = format!("arn:aws:ecs:eu-central-1:111122223333:task-definition/{family}:1");
        let definition = TaskDefinition::declared(cluster, workload, &observed.known).unwrap();
        let item = workload.identity.name.to_owned();
        observed
            .families
            .insert(family, ObservedFamily { item: item.clone(), arn: arn.clone(), definition, named: [].into() });
        if let Some(service) = Service::declared(&blueprint.names, cluster, workload, &observed.known) {
            let scaling = Scaling::declared(&blueprint.names, cluster, workload, &observed.known);
            let count = service.count.or(scaling.as_ref().map(|scaling| scaling.tasks.min));
            let observed_service = ObservedService {
                item,
                service: Service { count, ..service.clone() },
                status: "ACTIVE".into(),
                task_definition: arn,
                older_definition: None,
                running: count.unwrap_or_default(),
                pending: 0,
                deployments: Vec::new(),
                current_deployment: None,
                recorded: None,
                revisions: Vec::new(),
                has_times: scaling.as_ref().is_some_and(|scaling| scaling.marked),
                scaling,
                production: service.load_balancers.first().map(|balancer| balancer.target_group.clone()),
            };
            observed.services.insert(service.key(), observed_service);
        }
    }
    observed
}

/// A plan as lines of verb, item and kind.
fn lines(plan: &Plan<Action>) -> Vec<String> {
    let line = |verb: Verb, item: &str, kind: &str| format!("{verb:?} {item} {kind}").to_lowercase();
    plan.steps.iter().map(|step| line(step.verb, &step.item, step.kind)).collect()
}

/// Where a line stands in a plan.
fn place(plan: &Plan<Action>, line: &str) -> usize {
    lines(plan).iter().position(|other| other == line).unwrap_or_else(|| panic!("no `{line}` in {:#?}", lines(plan)))
}

/// Whether the step of `line` comes, directly or not, after the step of `before`.
fn comes_after(plan: &Plan<Action>, line: &str, before: &str) -> bool {
    let goal = place(plan, before);
    let mut open = vec![place(plan, line)];
    while let Some(step) = open.pop() {
        if step == goal {
            return true;
        }
        open.extend(&plan.steps[step].after);
    }
    false
}

fn planned(blueprint: &Blueprint, observed: &Observed) -> Plan<Action> {
    let plan = plan(blueprint, observed).unwrap();
    for (place, step) in plan.steps.iter().enumerate() {
        assert!(step.after.iter().all(|before| *before < place), "a step stands before what it waits for: {step:?}");
    }
    plan
}
