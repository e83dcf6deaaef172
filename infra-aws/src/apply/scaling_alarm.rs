//! The CloudWatch alarms that set steps off. They are no part of a stack: an alarm names its policy, the policy its
//! service, and that is made after the stacks.

use aws_smithy_query::QueryWriter;

use super::Tell;
use crate::Error;
use crate::direct::{self, CLOUDWATCH};
use crate::ecs::Alarm;

/// Makes an alarm that sets a policy off. One of this name says the same already.
pub(super) async fn set(tell: &Tell<'_>, item: &str, name: &str, alarm: &Alarm, policy: &str) -> Result<(), Error> {
    let context = tell.context;
    let tags = context.blueprint.names.tags(item);
    let fill = |writer: &mut QueryWriter<'_>| {
        let mut text = |key: &'static str, value: &str| writer.prefix(key).string(value);
        text("AlarmName", name);
        text("AlarmDescription", &format!("Scales {item} in steps"));
        text("ActionsEnabled", "true");
        text("Namespace", &alarm.namespace);
        text("MetricName", &alarm.metric);
        text("Statistic", "Average");
        text(
            "ComparisonOperator",
            if alarm.above { "GreaterThanOrEqualToThreshold" } else { "LessThanOrEqualToThreshold" },
        );
        text("TreatMissingData", "missing");
        text("Period", &alarm.period.to_string());
        text("EvaluationPeriods", "1");
        text("Threshold", &alarm.bound.to_string());
        let mut actions = writer.prefix("AlarmActions").start_list(false, None);
        actions.entry().string(policy);
        actions.finish();
        let mut dimensions = writer.prefix("Dimensions").start_list(false, None);
        for (name, value) in &alarm.dimensions {
            let mut entry = dimensions.entry();
            entry.prefix("Name").string(name);
            entry.prefix("Value").string(value);
        }
        dimensions.finish();
        let mut list = writer.prefix("Tags").start_list(false, None);
        for (key, value) in &tags {
            let mut entry = list.entry();
            entry.prefix("Key").string(key);
            entry.prefix("Value").string(value);
        }
        list.finish();
    };
    direct::query(&context.clients, &CLOUDWATCH, "cloudwatch:PutMetricAlarm", fill).await?;
    Ok(())
}

/// Deletes alarms, by name; those that are gone already are no matter.
pub(super) async fn delete(tell: &Tell<'_>, names: Vec<String>) -> Result<(), Error> {
    if names.is_empty() {
        return Ok(());
    }
    let fill = |writer: &mut QueryWriter<'_>| {
        let mut list = writer.prefix("AlarmNames").start_list(false, None);
        for name in &names {
            list.entry().string(name);
        }
        list.finish();
    };
    match direct::query(&tell.context.clients, &CLOUDWATCH, "cloudwatch:DeleteAlarms", fill).await {
        Err(error) if matches!(error.code(), Some("ResourceNotFound" | "ResourceNotFoundException")) => Ok(()),
        result => result.map(|_| ()),
    }
}
