//! What Application Auto Scaling refuses.

use serde_json::Value;

use crate::ecs;
use crate::error::AwsError;
use crate::text::Request;
use crate::world::World;

/// Refuses a policy whose configuration is not one of its type.
pub(super) fn policy(world: &World, request: &Value) -> Result<(), AwsError> {
    let configuration = |key: &str| request.get(key).filter(|value| value.is_object());
    match request.text("PolicyType") {
        "TargetTrackingScaling" => {
            let configuration = configuration("TargetTrackingScalingPolicyConfiguration");
            tracking(
                world,
                request,
                configuration.ok_or_else(|| refused("a target tracking policy needs its configuration"))?,
            )
        }
        "StepScaling" => {
            let configuration = configuration("StepScalingPolicyConfiguration");
            steps(configuration.ok_or_else(|| refused("a step policy needs its configuration"))?)
        }
        "PredictiveScaling" => {
            let configuration = configuration("PredictiveScalingPolicyConfiguration");
            let configuration = configuration.ok_or_else(|| refused("a predictive policy needs its configuration"))?;
            let [specification] = configuration.list("MetricSpecifications") else {
                return Err(refused("a predictive policy has exactly one metric specification"));
            };
            let pair = &specification["PredefinedMetricPairSpecification"];
            let known = ["ECSServiceCPUUtilization", "ECSServiceMemoryUtilization", "ALBRequestCount"];
            if !known.contains(&pair.text("PredefinedMetricType")) {
                return Err(refused("the metric pair is not one for ECS services"));
            }
            label(world, request, pair, "ALBRequestCount")?;
            above_zero(specification)
        }
        other => Err(refused(&format!("'{other}' is no policy type"))),
    }
}

fn tracking(world: &World, request: &Value, configuration: &Value) -> Result<(), AwsError> {
    above_zero(configuration)?;
    for key in ["ScaleInCooldown", "ScaleOutCooldown"] {
        if configuration.number(key).is_some_and(|seconds| seconds < 0) {
            return Err(refused("a cooldown cannot be negative"));
        }
    }
    let (predefined, custom) =
        (configuration.get("PredefinedMetricSpecification"), configuration.get("CustomizedMetricSpecification"));
    match (predefined, custom) {
        (Some(predefined), None) => label(world, request, predefined, "ALBRequestCountPerTarget"),
        (None, Some(custom)) => customized(custom),
        _ => Err(refused("exactly one of a predefined and a customized metric must be specified")),
    }
}

/// A metric by its name, or queries of which one returns data.
fn customized(custom: &Value) -> Result<(), AwsError> {
    let queries = custom.list("Metrics");
    let named = !custom.text("MetricName").is_empty();
    if named != queries.is_empty() {
        return Err(refused("a customized metric is one by name, or queries"));
    }
    if named && (custom.text("Namespace").is_empty() || custom.text("Statistic").is_empty()) {
        return Err(refused("a customized metric needs its namespace and its statistic"));
    }
    // Without a word, a query returns its data.
    let returning = queries.iter().filter(|query| query.get("ReturnData").and_then(Value::as_bool).unwrap_or(true));
    if !named && returning.count() != 1 {
        return Err(refused("exactly one query must return data"));
    }
    Ok(())
}

/// The label of a target group that the service has, for `counted` alone.
fn label(world: &World, request: &Value, specification: &Value, counted: &str) -> Result<(), AwsError> {
    let label = specification.text("ResourceLabel");
    if specification.text("PredefinedMetricType") != counted {
        return if label.is_empty() {
            Ok(())
        } else {
            Err(refused("a resource label is only for requests of a target"))
        };
    }
    let parts: Vec<&str> = label.split('/').collect();
    let ["app", balancer, id, "targetgroup", group, group_id] = parts[..] else {
        return Err(refused("the resource label has not the form app/name/id/targetgroup/name/id"));
    };
    let ends = |arn: &str, end: &str| arn.ends_with(end);
    let balancer = format!("loadbalancer/app/{balancer}/{id}");
    let group = format!("targetgroup/{group}/{group_id}");
    let known = world.elb.load_balancers.keys().any(|arn| ends(arn, &balancer));
    let mut parts = request.text("ResourceId").splitn(3, '/').skip(1);
    let (cluster, service) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let attached = ecs::target_groups(world, cluster, service).iter().any(|arn| ends(arn, &group));
    if known && attached {
        return Ok(());
    }
    Err(refused("The load balancer and target group of the resource label are not attached to the service"))
}

fn steps(configuration: &Value) -> Result<(), AwsError> {
    let steps = configuration.list("StepAdjustments");
    if configuration.text("AdjustmentType").is_empty() || steps.is_empty() || steps.len() > 20 {
        return Err(refused("a step policy has an adjustment type and 1 to 20 steps"));
    }
    let bound = |step: &Value, key: &str| step.get(key).and_then(Value::as_f64);
    let mut ranges: Vec<(f64, f64)> = steps
        .iter()
        .map(|step| {
            let from = bound(step, "MetricIntervalLowerBound").unwrap_or(f64::NEG_INFINITY);
            (from, bound(step, "MetricIntervalUpperBound").unwrap_or(f64::INFINITY))
        })
        .collect();
    ranges.sort_by(|one, other| one.0.total_cmp(&other.0));
    let whole = ranges.windows(2).all(|two| matches!(two, [one, other] if one.1.total_cmp(&other.0).is_eq()));
    if whole && ranges.iter().all(|(from, to)| from < to) {
        return Ok(());
    }
    Err(refused("There is a gap between the step adjustment intervals, or they overlap"))
}

fn above_zero(configuration: &Value) -> Result<(), AwsError> {
    match configuration.get("TargetValue").and_then(Value::as_f64) {
        Some(target) if target > 0.0 => Ok(()),
        _ => Err(refused("the target value must be above 0")),
    }
}

/// Refuses what is no schedule.
pub(super) fn schedule(expression: &str) -> Result<(), AwsError> {
    let within = |start: &str| expression.strip_prefix(start).and_then(|rest| rest.strip_suffix(')'));
    let good = match (within("cron("), within("rate("), within("at(")) {
        (Some(cron), _, _) => cron.split_whitespace().count() == 6,
        (_, Some(rate), _) => rate.split_once(' ').is_some_and(|(number, unit)| {
            number.parse::<u32>().is_ok_and(|number| number > 0)
                && ["minute", "minutes", "hour", "hours", "day", "days"].contains(&unit)
        }),
        (_, _, Some(at)) => at.len() == 19 && at.as_bytes().get(10) == Some(&b'T'),
        _ => false,
    };
    if good { Ok(()) } else { Err(refused(&format!("'{expression}' is no schedule"))) }
}

/// Refuses bounds of which the lower is above the upper.
pub(super) fn capacity(minimum: Option<i64>, maximum: Option<i64>) -> Result<(), AwsError> {
    if minimum.zip(maximum).is_some_and(|(minimum, maximum)| minimum > maximum) {
        return Err(refused("Maximum capacity cannot be less than minimum capacity"));
    }
    if [minimum, maximum].into_iter().flatten().any(|bound| bound < 0) {
        return Err(refused("a capacity cannot be negative"));
    }
    Ok(())
}

pub(super) fn refused(message: &str) -> AwsError {
    AwsError::new("ValidationException", message)
}
