//! From what must run, and what runs, to steps. Pure.

mod fields;

use std::collections::BTreeMap;
use std::sync::Arc;

use infra_core::blueprint::Names;
use infra_core::event::RolloutState;
use infra_core::plan::{Effect, Plan, Step, Verb, differences, put_behind, sorted};

use super::Observed;
use crate::spec::{Service, Spec};

/// About how long a replica takes to be started and found healthy, in seconds: the first answer is enough.
const START: u32 = 3;

/// What one step does: the supervisor is sent the whole spec, and sees itself what of it is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What must run once the plan is carried out; empty where the stage goes.
    pub spec: Arc<Spec>,
}

/// A part of a spec that has a step of its own.
struct Part<'a> {
    kind: &'static str,
    item: &'a str,
    fields: BTreeMap<String, String>,
}

pub(super) fn plan(names: &Names, spec: &Spec, observed: &Observed) -> Plan<Action> {
    let action = Action { spec: Arc::new(spec.clone()) };
    let (wanted, had) = (parts(spec), parts(&observed.spec));
    let mut steps = Vec::new();
    for part in &wanted {
        let before = had.iter().find(|had| had.kind == part.kind && had.item == part.item);
        let Some((verb, effect)) = change(part, before, spec, observed) else { continue };
        let none = BTreeMap::new();
        let details = match verb {
            Verb::Recreate => Vec::new(),
            _ => differences(before.map_or(&none, |before| &before.fields), &part.fields),
        };
        steps.push(step(part, verb, effect, details, &action));
    }
    for part in had {
        if !wanted.iter().any(|wanted| wanted.kind == part.kind && wanted.item == part.item) {
            steps.push(step(&part, Verb::Delete, Effect::Removal, Vec::new(), &action));
        }
    }
    put_in_order(&mut steps, spec, &observed.spec);
    let touched = steps.iter().filter(|step| step.verb != Verb::Delete).count();
    Plan {
        names: names.clone(),
        place: format!(".infra/{}-{} on this machine", names.app, names.stage),
        steps: sorted(&steps),
        notes: Vec::new(),
        cost: None,
        runs: Vec::new(),
        unchanged: wanted.len() - touched,
    }
}

/// Puts each service behind those that it calls, and the end of each behind what becomes of those that called it.
fn put_in_order(steps: &mut [Step<Action>], spec: &Spec, had: &Spec) {
    let places = |steps: &[Step<Action>], item: &str| -> Vec<usize> {
        let of = |(_, step): &(usize, &Step<Action>)| step.kind == "service" && step.item == item;
        steps.iter().enumerate().filter(of).map(|(place, _)| place).collect()
    };
    for (service, called) in spec.services.iter().zip(spec.order()) {
        for called in called.iter().filter_map(|place| spec.services.get(*place)) {
            let (later, earlier) = (places(steps, &service.item), places(steps, &called.item));
            put_behind(steps, &later, &earlier);
        }
    }
    for gone in had.services.iter().filter(|had| !spec.services.iter().any(|service| service.item == had.item)) {
        for caller in had.callers(&gone.item) {
            let (later, earlier) = (places(steps, &gone.item), places(steps, &caller.item));
            put_behind(steps, &later, &earlier);
        }
    }
}

fn step(
    part: &Part<'_>,
    verb: Verb,
    effect: Effect,
    details: Vec<infra_core::plan::Detail>,
    action: &Action,
) -> Step<Action> {
    Step {
        verb,
        kind: part.kind,
        item: part.item.to_owned(),
        effect,
        details,
        permissions: Vec::new(),
        after: Vec::new(),
        action: action.clone(),
    }
}

fn parts(spec: &Spec) -> Vec<Part<'_>> {
    fn part<'a>(kind: &'static str, item: &'a str, fields: BTreeMap<String, String>) -> Part<'a> {
        Part { kind, item, fields }
    }
    let balancers = spec.balancers.iter();
    let balancers = balancers.map(|balancer| part("load balancer", &balancer.cluster, fields::of_balancer(balancer)));
    let tasks = spec.tasks.iter().map(|task| part("task", &task.item, fields::of_task(task)));
    let services = spec.services.iter().map(|service| part("service", &service.item, fields::of_service(service)));
    balancers.chain(tasks).chain(services).collect()
}

/// What happens to a part that must be; none where nothing does.
fn change(part: &Part<'_>, before: Option<&Part<'_>>, spec: &Spec, observed: &Observed) -> Option<(Verb, Effect)> {
    let Some(before) = before else { return Some((Verb::Create, Effect::New)) };
    let is_same = before.fields == part.fields;
    match part.kind {
        "service" => {
            let service = |spec: &Spec| spec.services.iter().find(|service| service.item == part.item).cloned();
            of_service(&service(spec)?, &service(&observed.spec)?, is_same, observed)
        }
        "task" => {
            let revision =
                |spec: &Spec| spec.tasks.iter().find(|task| task.item == part.item).map(|task| task.revision.clone());
            if revision(spec) != revision(&observed.spec) {
                return Some((Verb::Update, Effect::NextStart));
            }
            (!is_same).then_some((Verb::Update, Effect::InPlace))
        }
        _ => (!is_same).then_some((Verb::Update, Effect::InPlace)),
    }
}

fn of_service(wanted: &Service, before: &Service, is_same: bool, observed: &Observed) -> Option<(Verb, Effect)> {
    let state = observed.state.iter().flat_map(|state| &state.services).find(|state| state.item == wanted.item);
    if state.is_some_and(|state| state.deployment == RolloutState::Failed) {
        return Some((Verb::Recreate, Effect::New));
    }
    if wanted.revision != before.revision {
        let tasks = before.replicas;
        return Some((Verb::Update, Effect::RollingRestart { tasks, seconds: seconds(wanted) }));
    }
    if is_same {
        return None;
    }
    let same = Service {
        min_percent: wanted.min_percent,
        max_percent: wanted.max_percent,
        failures: wanted.failures,
        before: wanted.before.clone(),
        ..before.clone()
    };
    let effect = if same == *wanted { Effect::NextDeployment } else { Effect::InPlace };
    Some((Verb::Update, effect))
}

/// About how long a rolling restart takes, in seconds.
fn seconds(service: &Service) -> u32 {
    let share = |percent: u32| service.replicas.saturating_mul(percent) / 100;
    let room = share(service.max_percent.saturating_sub(100)).max(share(100 - service.min_percent.min(100))).max(1);
    service.replicas.div_ceil(room).max(1).saturating_mul(START)
}
