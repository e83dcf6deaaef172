//! EventBridge Scheduler: ListSchedules and GetSchedule.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::page::page;
use crate::text::Request;
use crate::world::World;

/// How many schedules a page has at the most.
const PAGE: usize = 100;

pub(crate) fn answer(world: &World, operation: &str, request: &Value) -> Answer {
    match operation {
        "ListSchedules" => Ok(list(world, request)),
        "GetSchedule" => get(world, request),
        _ => Err(AwsError::unknown_operation("scheduler", operation)),
    }
}

/// Group and name of a schedule, by its ARN.
fn place(arn: &str) -> (&str, &str) {
    let mut parts = arn.rsplit('/');
    let name = parts.next().unwrap_or_default();
    (parts.next().unwrap_or_default(), name)
}

fn list(world: &World, request: &Value) -> Value {
    let told = world.schedules.iter().map(|(arn, properties)| {
        let (group, name) = place(arn);
        json!({
            "Arn": arn,
            "Name": name,
            "GroupName": group,
            "State": state(properties),
            "Target": { "Arn": properties["Target"]["Arn"] },
        })
    });
    let all: Vec<Value> = told.collect();
    page("Schedules", "NextToken", &all, request, "MaxResults", PAGE)
}

fn get(world: &World, request: &Value) -> Answer {
    let (name, group) = (request.text("Name"), request.text("groupName"));
    let group = if group.is_empty() { "default" } else { group };
    let found = world.schedules.iter().find(|(arn, _)| place(arn) == (group, name));
    let Some((arn, properties)) = found else {
        let message = format!("Schedule {name} does not exist.");
        return Err(AwsError { status: 404, ..AwsError::new("ResourceNotFoundException", message) });
    };
    let mut told = properties.clone();
    told["Arn"] = json!(arn);
    told["Name"] = json!(name);
    told["GroupName"] = json!(group);
    told["State"] = json!(state(properties));
    Ok(told)
}

fn state(properties: &Value) -> &str {
    let state = properties.text("State");
    if state.is_empty() { "ENABLED" } else { state }
}
