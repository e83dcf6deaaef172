//! CloudWatch: alarms. Metrics there are none: a test says which alarm goes off.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::World;

/// Answers an operation.
pub(crate) fn answer(world: &mut World, operation: &str, request: &Value) -> Answer {
    match operation {
        "PutMetricAlarm" => put(world, request),
        "DeleteAlarms" => {
            for name in texts(request.list("AlarmNames")) {
                world.alarms.remove(name);
            }
            Ok(json!({}))
        }
        "DescribeAlarms" => {
            let names = request.list("AlarmNames");
            let alarms =
                world.alarms.iter().filter(|(name, _)| names.is_empty() || texts(names).any(|asked| asked == *name));
            let alarms: Vec<Value> = alarms.map(|(_, alarm)| alarm.clone()).collect();
            Ok(json!({"MetricAlarms": alarms}))
        }
        _ => Err(AwsError::unknown_operation("cloudwatch", operation)),
    }
}

/// The alarms that act on a policy, as Application Auto Scaling tells them.
pub(crate) fn acting_on(world: &World, policy: &str) -> Vec<Value> {
    let acting =
        world.alarms.iter().filter(|(_, alarm)| texts(alarm.list("AlarmActions")).any(|action| action == policy));
    acting
        .map(|(name, _)| json!({"AlarmName": name, "AlarmARN": world.arn("cloudwatch", &format!("alarm:{name}"))}))
        .collect()
}

/// What CloudWatch refuses in an alarm, if it does.
pub(crate) fn check(alarm: &Value) -> Result<(), String> {
    for key in ["AlarmName", "Namespace", "MetricName", "ComparisonOperator"] {
        if alarm.text(key).is_empty() {
            return Err(format!("the parameter {key} is required"));
        }
    }
    if alarm.text("AlarmName").len() > 255 {
        return Err("AlarmName has more than 255 characters".to_owned());
    }
    let period = alarm.number("Period").unwrap_or_default();
    if !(matches!(period, 10 | 20 | 30) || (period >= 60 && period % 60 == 0)) {
        return Err("Period must be 10, 20, 30 or a multiple of 60".to_owned());
    }
    let evaluated = alarm.number("EvaluationPeriods").unwrap_or_default();
    if evaluated < 1
        || (period >= 3_600 && evaluated * period > 7 * 86_400)
        || (period < 3_600 && evaluated * period > 86_400)
    {
        return Err("Metrics cannot be checked across more than a day".to_owned());
    }
    if alarm.get("Threshold").is_none_or(Value::is_null) {
        return Err("the parameter Threshold is required".to_owned());
    }
    if alarm.list("Dimensions").len() > 30 {
        return Err("an alarm has at most 30 dimensions".to_owned());
    }
    Ok(())
}

fn put(world: &mut World, request: &Value) -> Answer {
    check(request).map_err(AwsError::validation)?;
    world.alarms.insert(request.text("AlarmName").to_owned(), request.clone());
    Ok(json!({}))
}

/// Alarms that act on a policy that is no more.
pub(crate) fn violations(world: &World) -> Vec<String> {
    let policies: Vec<&str> = world.autoscaling.policies.values().map(|policy| policy.text("PolicyARN")).collect();
    let lost = world.alarms.iter().filter(|(_, alarm)| {
        texts(alarm.list("AlarmActions"))
            .any(|action| action.contains(":scalingPolicy:") && !policies.contains(&action))
    });
    lost.map(|(name, _)| format!("alarm {name} acts on a scaling policy that is gone")).collect()
}
