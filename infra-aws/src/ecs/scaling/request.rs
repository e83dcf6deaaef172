//! A policy as Application Auto Scaling takes it.

use std::collections::BTreeMap;

use aws_sdk_applicationautoscaling::operation::put_scaling_policy::builders::PutScalingPolicyFluentBuilder;
use aws_sdk_applicationautoscaling::types::{
    AdjustmentType, CustomizedMetricSpecification, MetricAggregationType, MetricDimension, MetricStatistic, MetricType,
    PolicyType, PredefinedMetricSpecification, PredictiveScalingMetricSpecification, PredictiveScalingMode,
    PredictiveScalingPolicyConfiguration, PredictiveScalingPredefinedMetricPairSpecification, StepAdjustment,
    StepScalingPolicyConfiguration, TargetTrackingMetric, TargetTrackingMetricDataQuery, TargetTrackingMetricDimension,
    TargetTrackingMetricStat, TargetTrackingScalingPolicyConfiguration,
};

use super::policy::{Counted, Metric, Policy, Step};

/// The requests of a target group a minute, divided by its targets; its one statistic is called `Sum`.
pub(super) const REQUESTS_OF_TARGET: &str = "RequestCountPerTarget";
/// The pairs of a load and a use that a forecast is made of.
pub(super) const CPU_PAIR: &str = "ECSServiceCPUUtilization";
pub(super) const MEMORY_PAIR: &str = "ECSServiceMemoryUtilization";
pub(super) const REQUESTS_PAIR: &str = "ALBRequestCount";

impl Policy {
    /// Puts what the policy is into a call. None where something in it is not known yet.
    pub(crate) fn fill(&self, call: PutScalingPolicyFluentBuilder) -> Option<PutScalingPolicyFluentBuilder> {
        match self {
            Self::Tracking { metric, target, in_after, out_after } => {
                let configuration = TargetTrackingScalingPolicyConfiguration::builder()
                    .target_value(*target)
                    .scale_in_cooldown(*in_after)
                    .scale_out_cooldown(*out_after)
                    .disable_scale_in(false);
                let configuration = match metric {
                    Metric::Cpu => configuration.predefined_metric_specification(predefined(
                        MetricType::EcsServiceAverageCpuUtilization,
                        None,
                    )?),
                    Metric::Memory => configuration.predefined_metric_specification(predefined(
                        MetricType::EcsServiceAverageMemoryUtilization,
                        None,
                    )?),
                    Metric::Requests(counted) => match counted.as_ref()? {
                        Counted { balancer, groups } if groups.len() > 1 => {
                            configuration.customized_metric_specification(sum(balancer, groups)?)
                        }
                        one => configuration.predefined_metric_specification(predefined(
                            MetricType::AlbRequestCountPerTarget,
                            one.label(),
                        )?),
                    },
                    Metric::Custom { namespace, name, dimensions } => {
                        configuration.customized_metric_specification(custom(namespace, name, dimensions)?)
                    }
                };
                let configuration = configuration.build().ok()?;
                Some(
                    call.policy_type(PolicyType::TargetTrackingScaling)
                        .target_tracking_scaling_policy_configuration(configuration),
                )
            }
            Self::Predictive { metric, target } => {
                let configuration = forecast(metric, *target)?;
                Some(
                    call.policy_type(PolicyType::PredictiveScaling)
                        .predictive_scaling_policy_configuration(configuration),
                )
            }
            Self::Step { steps, after, .. } => {
                let adjustments = steps.iter().map(adjustment).collect::<Option<Vec<_>>>()?;
                let configuration = StepScalingPolicyConfiguration::builder()
                    .adjustment_type(AdjustmentType::ChangeInCapacity)
                    .metric_aggregation_type(MetricAggregationType::Average)
                    .cooldown(*after)
                    .set_step_adjustments(Some(adjustments))
                    .build();
                Some(call.policy_type(PolicyType::StepScaling).step_scaling_policy_configuration(configuration))
            }
            Self::Other => None,
        }
    }
}

impl Counted {
    /// The resource label of the one target group.
    fn label(&self) -> Option<String> {
        self.groups.first().map(|group| format!("{}/{group}", self.balancer))
    }
}

fn predefined(metric: MetricType, label: Option<String>) -> Option<PredefinedMetricSpecification> {
    PredefinedMetricSpecification::builder().predefined_metric_type(metric).set_resource_label(label).build().ok()
}

fn custom(namespace: &str, name: &str, dimensions: &BTreeMap<String, String>) -> Option<CustomizedMetricSpecification> {
    let dimensions =
        dimensions.iter().map(|(name, value)| MetricDimension::builder().name(name).value(value).build().ok());
    Some(
        CustomizedMetricSpecification::builder()
            .namespace(namespace)
            .metric_name(name)
            .set_dimensions(Some(dimensions.collect::<Option<Vec<_>>>()?))
            .statistic(MetricStatistic::Average)
            .build(),
    )
}

/// The sum of the requests a task of several target groups, where one that has none counts 0.
fn sum(balancer: &str, groups: &[String]) -> Option<CustomizedMetricSpecification> {
    let mut queries = Vec::new();
    let mut parts = Vec::new();
    for (number, group) in (1..).zip(groups) {
        let id = format!("m{number}");
        let dimension =
            |name: &str, value: &str| TargetTrackingMetricDimension::builder().name(name).value(value).build();
        let metric = TargetTrackingMetric::builder()
            .namespace("AWS/ApplicationELB")
            .metric_name(REQUESTS_OF_TARGET)
            .dimensions(dimension("LoadBalancer", balancer).ok()?)
            .dimensions(dimension("TargetGroup", group).ok()?)
            .build();
        let stat = TargetTrackingMetricStat::builder().metric(metric).stat("Sum").build().ok()?;
        let query =
            TargetTrackingMetricDataQuery::builder().id(&id).metric_stat(stat).return_data(false).build().ok()?;
        queries.push(query);
        parts.push(format!("FILL({id}, 0)"));
    }
    let sum = TargetTrackingMetricDataQuery::builder()
        .id("requests")
        .expression(parts.join(" + "))
        .label("Requests for each task")
        .return_data(true)
        .build();
    queries.push(sum.ok()?);
    Some(CustomizedMetricSpecification::builder().set_metrics(Some(queries)).build())
}

fn forecast(metric: &Metric, target: f64) -> Option<PredictiveScalingPolicyConfiguration> {
    let (pair, label) = match metric {
        Metric::Cpu => (CPU_PAIR, None),
        Metric::Memory => (MEMORY_PAIR, None),
        Metric::Requests(counted) => (REQUESTS_PAIR, Some(counted.as_ref()?.label()?)),
        Metric::Custom { .. } => return None,
    };
    let pair = PredictiveScalingPredefinedMetricPairSpecification::builder()
        .predefined_metric_type(pair)
        .set_resource_label(label)
        .build();
    let specification = PredictiveScalingMetricSpecification::builder()
        .target_value(target)
        .predefined_metric_pair_specification(pair.ok()?)
        .build();
    PredictiveScalingPolicyConfiguration::builder()
        .mode(PredictiveScalingMode::ForecastAndScale)
        .metric_specifications(specification.ok()?)
        .build()
        .ok()
}

fn adjustment(step: &Step) -> Option<StepAdjustment> {
    StepAdjustment::builder()
        .set_metric_interval_lower_bound(step.from)
        .set_metric_interval_upper_bound(step.to)
        .scaling_adjustment(step.tasks)
        .build()
        .ok()
}
