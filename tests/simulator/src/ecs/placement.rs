//! What ECS refuses of placement, and of daemons.

use serde_json::Value;

use super::services::is_fargate;
use crate::error::AwsError;
use crate::text::Request;

const ZONE: &str = "attribute:ecs.availability-zone";

/// Refuses placement that does not fit where tasks run, or how they are scheduled.
pub(super) fn check(fields: &Value) -> Result<(), AwsError> {
    let (strategies, constraints) = (fields.list("placementStrategy"), fields.list("placementConstraints"));
    let daemon = fields.text("schedulingStrategy") == "DAEMON";
    let refuse = |message: &str| Err(AwsError::parameter(message));
    if is_fargate(fields) {
        if daemon {
            return refuse("Fargate does not support DAEMON scheduling strategy.");
        }
        if !strategies.is_empty() {
            return refuse("Placement strategies are not supported with FARGATE launch type.");
        }
        if !constraints.is_empty() {
            return refuse("Placement constraints are not supported with FARGATE launch type.");
        }
    }
    if daemon && !strategies.is_empty() {
        let message = "The daemon scheduling strategy does not support placement strategies. Remove the placement strategy and \
                       try again.";
        return refuse(message);
    }
    if daemon && !fields.list("capacityProviderStrategy").is_empty() {
        let message = "Specifying a capacity provider strategy is not supported when you create a service using the DAEMON \
                       scheduling strategy.";
        return refuse(message);
    }
    let configuration = &fields["deploymentConfiguration"];
    if daemon && configuration.number("maximumPercent").is_some_and(|most| most != 100) {
        return refuse("The daemon scheduling strategy requires a maximumPercent of 100.");
    }
    if strategies.len() > 5 || constraints.len() > 10 {
        return refuse("Too many placement strategies or constraints.");
    }
    for strategy in strategies {
        let field = strategy.text("field");
        let fits = match strategy.text("type") {
            "random" => field.is_empty(),
            "spread" => ["instanceId", "host"].contains(&field) || field.starts_with("attribute:"),
            "binpack" => ["cpu", "memory", "CPU", "MEMORY"].contains(&field),
            _ => false,
        };
        if !fits {
            return refuse("Placement strategy field is not valid.");
        }
    }
    for constraint in constraints {
        let expression = constraint.text("expression");
        let fits = match constraint.text("type") {
            "distinctInstance" => expression.is_empty(),
            "memberOf" => (1..=2000).contains(&expression.len()),
            _ => false,
        };
        if !fits {
            return refuse("Invalid expression in placement constraint.");
        }
    }
    let spread = strategies.first().is_none_or(|first| first.text("type") == "spread" && first.text("field") == ZONE);
    if fields.text("availabilityZoneRebalancing") == "ENABLED" && !spread {
        let message = "Service does not support availabilityZoneRebalancing: the first placement strategy must be spread over \
                       availability zones.";
        return refuse(message);
    }
    Ok(())
}
