//! DescribeTargetHealth.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::text::Request;
use crate::world::World;

/// The targets of a group with their health; those that were asked for and are not registered are `unused`.
pub(crate) fn target_health(world: &World, request: &Value) -> Answer {
    let arn = request.text("TargetGroupArn");
    let Some(group) = world.elb.target_groups.get(arn) else {
        return Err(AwsError::new("TargetGroupNotFound", "One or more target groups not found"));
    };
    let asked = request.list("Targets");
    let wanted = |id: &str| asked.is_empty() || asked.iter().any(|target| target.text("Id") == id);
    let targets = group.targets.iter().filter(|((id, _), _)| wanted(id));
    let told: Vec<Value> = targets
        .map(|((id, port), target)| {
            let mut health = json!({"State": target.state});
            if !target.reason.is_empty() {
                health["Reason"] = json!(target.reason);
                health["Description"] = json!(target.description);
            }
            json!({"Target": {"Id": id, "Port": port}, "HealthCheckPort": port.to_string(), "TargetHealth": health})
        })
        .collect();
    Ok(json!({"TargetHealthDescriptions": told}))
}
