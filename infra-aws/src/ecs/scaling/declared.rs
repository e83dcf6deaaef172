//! The scaling that a service declares.

use std::collections::{BTreeMap, BTreeSet};

use infra_core::blueprint::{ClusterBlueprint, Names, ServiceBlueprint, TargetProtocol, WorkloadBlueprint};
use infra_core::declaration::{Range, Scale, ScaleStep, Size};

use super::policy::{Alarm, Counted, Metric, Policy, Step};
use super::{Scaling, Tasks, Timed, name};
use crate::ecs::Known;
use crate::template::{Serving, output};

impl Scaling {
    /// What a service declares; none with a fixed count.
    pub(crate) fn declared(
        names: &Names,
        cluster: &ClusterBlueprint,
        workload: &WorkloadBlueprint,
        known: &Known,
    ) -> Option<Self> {
        let service = workload.service()?;
        let Size::Scale(scale) = service.size else { return None };
        let mut scaling = Self { tasks: scale.tasks.into(), marked: !scale.at.is_empty(), ..Self::default() };
        let requests = Metric::Requests(counted(cluster, workload, service, known));
        let uses = [
            (name::CPU, Metric::Cpu, scale.cpu),
            (name::MEMORY, Metric::Memory, scale.memory),
            (name::REQUESTS, requests, scale.requests),
        ];
        let uses: Vec<_> =
            uses.into_iter().filter_map(|(name, metric, target)| Some((name, metric, target?))).collect();
        if let (true, Some((_, metric, target))) = (scale.predictive, uses.first()) {
            let forecast = Policy::Predictive { metric: metric.clone(), target: f64::from(*target) };
            scaling.policies.insert(name::PREDICTIVE.to_owned(), forecast);
        }
        for (name, metric, target) in uses {
            scaling.policies.insert(name.to_owned(), tracking(&scale, metric, target));
        }
        for metric in scale.metrics {
            let dimensions = dimensions(names, metric.dimensions);
            let name = name::metric(metric.namespace, metric.name, &dimensions);
            let (namespace, named) = (metric.namespace.to_owned(), metric.name.to_owned());
            let custom = Metric::Custom { namespace, name: named, dimensions };
            scaling.policies.insert(name, tracking(&scale, custom, metric.target));
        }
        for step in scale.steps {
            let own = &workload.identity.physical;
            scaling.add_step(own, step, &dimensions(names, step.dimensions), &scale);
        }
        for at in scale.at {
            let (schedule, zone) = (at.schedule.to_owned(), at.zone.unwrap_or("UTC").to_owned());
            let name = name::time(&schedule, &zone);
            scaling.times.insert(name, Timed { schedule, zone, tasks: at.tasks.into() });
        }
        Some(scaling)
    }

    /// Each side of steps is a policy with an alarm at the bound nearest to the calm.
    fn add_step(&mut self, service: &str, step: &ScaleStep, dimensions: &BTreeMap<String, String>, scale: &Scale) {
        let mut above: Vec<(u32, u32)> = step.above.iter().map(|above| (above.value, above.tasks)).collect();
        let mut below: Vec<(u32, u32)> = step.below.iter().map(|below| (below.value, below.tasks)).collect();
        above.sort_unstable();
        below.sort_unstable_by(|one, other| other.cmp(one));
        let sides = [("above", above, scale.out_after_seconds), ("below", below, scale.in_after_seconds)];
        for (side, bounds, after) in sides {
            let Some((bound, _)) = bounds.first().copied() else { continue };
            let is_above = side == "above";
            let policy = name::step(step.namespace, step.name, dimensions, side);
            let alarm = name::alarm(service, &policy, bound, seconds(step.period_seconds));
            let steps = steps(&bounds, is_above);
            let alarms = BTreeSet::from([alarm.clone()]);
            self.policies.insert(policy.clone(), Policy::Step { steps, after: seconds(after), alarms });
            let alarm_of = Alarm {
                policy,
                namespace: step.namespace.to_owned(),
                metric: step.name.to_owned(),
                dimensions: dimensions.clone(),
                bound,
                above: is_above,
                period: seconds(step.period_seconds),
            };
            self.alarms.insert(alarm, alarm_of);
        }
    }
}

/// The steps of one side, as distances from its first bound; sorted by where they begin.
fn steps(bounds: &[(u32, u32)], above: bool) -> Vec<Step> {
    let Some((first, _)) = bounds.first().copied() else { return Vec::new() };
    let distance = |value: u32| f64::from(value) - f64::from(first);
    let next = |place: usize| bounds.get(place + 1).map(|(value, _)| distance(*value));
    let steps = bounds.iter().enumerate().map(|(place, (value, tasks))| {
        let tasks = i32::try_from(*tasks).unwrap_or(i32::MAX);
        if above {
            Step { from: Some(distance(*value)), to: next(place), tasks }
        } else {
            Step { from: next(place), to: Some(distance(*value)), tasks: -tasks }
        }
    });
    let mut steps: Vec<Step> = steps.collect();
    sort(&mut steps);
    steps
}

/// By where they begin: one without a beginning is the lowest.
pub(super) fn sort(steps: &mut [Step]) {
    let begin = |step: &Step| step.from.unwrap_or(f64::NEG_INFINITY);
    steps.sort_by(|one, other| begin(one).total_cmp(&begin(other)));
}

fn tracking(scale: &Scale, metric: Metric, target: u32) -> Policy {
    Policy::Tracking {
        metric,
        target: f64::from(target),
        in_after: seconds(scale.in_after_seconds),
        out_after: seconds(scale.out_after_seconds),
    }
}

fn dimensions(names: &Names, declared: &[(&str, &str)]) -> BTreeMap<String, String> {
    declared.iter().map(|(name, value)| ((*name).to_owned(), names.fill(value))).collect()
}

fn seconds(declared: u32) -> i32 {
    i32::try_from(declared).unwrap_or(i32::MAX)
}

/// Where the requests of a service are counted; none while its stacks have not put that out.
fn counted(
    cluster: &ClusterBlueprint,
    workload: &WorkloadBlueprint,
    service: &ServiceBlueprint,
    known: &Known,
) -> Option<Counted> {
    let stack = &workload.identity.physical;
    let balancer = known.output(&cluster.identity.physical, output::LOAD_BALANCER_ARN)?;
    // Those of all ports that routes lead to; the main one has two where traffic moves.
    let routed = service.target_groups().into_iter().filter(|group| group.protocol == TargetProtocol::Http);
    let mut outputs: Vec<String> = routed.map(|group| output::target_group(service, group)).collect();
    let alternate = || output::ALTERNATE_TARGET_GROUP_ARN.to_owned();
    match (service.deploy.moves_traffic(), known.serving(stack)) {
        (true, _) => outputs.push(alternate()),
        (false, Serving::Alternate) => {
            if let Some(main) = outputs.first_mut() {
                *main = alternate();
            }
        }
        (false, Serving::Primary) => {}
    }
    let mut groups = Vec::new();
    for name in &outputs {
        groups.push(last_field(known.output(stack, name)?).to_owned());
    }
    groups.sort();
    let balancer = last_field(balancer);
    Some(Counted { balancer: balancer.strip_prefix("loadbalancer/").unwrap_or(balancer).to_owned(), groups })
}

/// What an ARN has behind its last colon.
fn last_field(arn: &str) -> &str {
    arn.rsplit(':').next().unwrap_or(arn)
}

impl From<Range> for Tasks {
    fn from(range: Range) -> Self {
        let number = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
        Self { min: number(range.min), max: number(range.max) }
    }
}
