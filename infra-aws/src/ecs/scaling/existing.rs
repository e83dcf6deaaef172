//! The scaling that a service has.

use std::collections::BTreeMap;

use aws_sdk_applicationautoscaling::types::{
    AdjustmentType, CustomizedMetricSpecification, MetricType, PredictiveScalingMode,
    PredictiveScalingPolicyConfiguration, ScalableTarget, ScalingPolicy, ScheduledAction,
    StepScalingPolicyConfiguration, TargetTrackingScalingPolicyConfiguration,
};

use super::declared::sort;
use super::policy::{Counted, Metric, Policy, Step};
use super::{Scaling, Tasks, Timed, name};
use crate::arn::short;

impl Scaling {
    /// What Application Auto Scaling has of a service; whether it is marked is the service's to say.
    pub(crate) fn existing(target: &ScalableTarget, policies: &[ScalingPolicy], times: &[ScheduledAction]) -> Self {
        let service = short(target.resource_id());
        let mut scaling =
            Self { tasks: Tasks { min: target.min_capacity(), max: target.max_capacity() }, ..Self::default() };
        for policy in policies {
            match name::of_policy(service, policy.policy_name()) {
                Some(own) => {
                    scaling.policies.insert(own.to_owned(), existing(service, policy));
                }
                None => {
                    scaling.others.insert(policy.policy_name().to_owned());
                }
            }
        }
        for time in times {
            match name::of_time(service, time.scheduled_action_name()) {
                Some(own) => {
                    scaling.times.insert(own.to_owned(), timed(time));
                }
                None => {
                    scaling.others.insert(time.scheduled_action_name().to_owned());
                }
            }
        }
        scaling
    }
}

fn timed(action: &ScheduledAction) -> Timed {
    let tasks = action.scalable_target_action();
    let bound = |of: Option<i32>| of.unwrap_or_default();
    Timed {
        schedule: action.schedule().to_owned(),
        zone: action.timezone().unwrap_or("UTC").to_owned(),
        tasks: Tasks {
            min: bound(tasks.and_then(|tasks| tasks.min_capacity())),
            max: bound(tasks.and_then(|tasks| tasks.max_capacity())),
        },
    }
}

fn existing(service: &str, policy: &ScalingPolicy) -> Policy {
    let tracking = policy.target_tracking_scaling_policy_configuration().and_then(tracking);
    let predictive = || policy.predictive_scaling_policy_configuration().and_then(predictive);
    let step = || {
        let alarms = policy.alarms().iter().map(|alarm| alarm.alarm_name().to_owned());
        let own = alarms.filter(|alarm| name::is_alarm(service, alarm)).collect();
        policy.step_scaling_policy_configuration().and_then(|step| of_steps(step, own))
    };
    tracking.or_else(predictive).or_else(step).unwrap_or(Policy::Other)
}

fn tracking(configuration: &TargetTrackingScalingPolicyConfiguration) -> Option<Policy> {
    if configuration.disable_scale_in() == Some(true) {
        return None;
    }
    let metric =
        match (configuration.predefined_metric_specification(), configuration.customized_metric_specification()) {
            (Some(predefined), _) => match predefined.predefined_metric_type() {
                MetricType::EcsServiceAverageCpuUtilization => Metric::Cpu,
                MetricType::EcsServiceAverageMemoryUtilization => Metric::Memory,
                MetricType::AlbRequestCountPerTarget => {
                    Metric::Requests(predefined.resource_label().and_then(of_label))
                }
                _ => return None,
            },
            (None, Some(custom)) => of_custom(custom)?,
            (None, None) => return None,
        };
    Some(Policy::Tracking {
        metric,
        target: configuration.target_value(),
        // Without a number AWS takes these.
        in_after: configuration.scale_in_cooldown().unwrap_or(300),
        out_after: configuration.scale_out_cooldown().unwrap_or(300),
    })
}

/// A metric by name, or the sum of the requests of two target groups.
fn of_custom(custom: &CustomizedMetricSpecification) -> Option<Metric> {
    if let (Some(namespace), Some(name)) = (custom.namespace(), custom.metric_name()) {
        let dimensions =
            custom.dimensions().iter().map(|one| (one.name().to_owned(), one.value().to_owned())).collect();
        return Some(Metric::Custom { namespace: namespace.to_owned(), name: name.to_owned(), dimensions });
    }
    let (mut balancer, mut groups) = (None, Vec::new());
    for metric in custom.metrics().iter().filter_map(|query| query.metric_stat()?.metric()) {
        if metric.metric_name() != Some(super::request::REQUESTS_OF_TARGET) {
            return None;
        }
        let of: BTreeMap<&str, &str> = metric.dimensions().iter().map(|one| (one.name(), one.value())).collect();
        balancer = of.get("LoadBalancer").map(|&balancer| balancer.to_owned());
        groups.extend(of.get("TargetGroup").map(|&group| group.to_owned()));
    }
    groups.sort();
    Some(Metric::Requests(Some(Counted { balancer: balancer?, groups })))
}

/// `app/name/id/targetgroup/name/id`.
fn of_label(label: &str) -> Option<Counted> {
    let (balancer, group) = label.split_once("/targetgroup/")?;
    Some(Counted { balancer: balancer.to_owned(), groups: vec![format!("targetgroup/{group}")] })
}

fn predictive(configuration: &PredictiveScalingPolicyConfiguration) -> Option<Policy> {
    if configuration.mode() != Some(&PredictiveScalingMode::ForecastAndScale) {
        return None;
    }
    let specification = configuration.metric_specifications().first()?;
    let pair = specification.predefined_metric_pair_specification()?;
    let metric = match pair.predefined_metric_type() {
        super::request::CPU_PAIR => Metric::Cpu,
        super::request::MEMORY_PAIR => Metric::Memory,
        super::request::REQUESTS_PAIR => Metric::Requests(pair.resource_label().and_then(of_label)),
        _ => return None,
    };
    Some(Policy::Predictive { metric, target: specification.target_value() })
}

fn of_steps(
    configuration: &StepScalingPolicyConfiguration,
    alarms: std::collections::BTreeSet<String>,
) -> Option<Policy> {
    if configuration.adjustment_type() != Some(&AdjustmentType::ChangeInCapacity) {
        return None;
    }
    let adjustments = configuration.step_adjustments().iter();
    let mut steps: Vec<Step> = adjustments
        .map(|step| Step {
            from: step.metric_interval_lower_bound(),
            to: step.metric_interval_upper_bound(),
            tasks: step.scaling_adjustment(),
        })
        .collect();
    sort(&mut steps);
    Some(Policy::Step { steps, after: configuration.cooldown().unwrap_or(300), alarms })
}
