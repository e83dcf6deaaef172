//! `AWS::Scheduler::Schedule`.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, refusal, taken};
use crate::text::Request;
use crate::world::{World, iso};

pub(super) struct Schedule;

impl Provider for Schedule {
    fn attributes(&self) -> &[&str] {
        &["Arn"]
    }

    fn replacing(&self) -> &[&str] {
        &["Name"]
    }

    fn name(&self) -> Option<&str> {
        Some("Name")
    }

    fn takes_tags(&self) -> bool {
        false
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let name = order.name(world, "Name", 64);
        let arn = arn(world, &name, order.properties);
        if world.schedules.contains_key(&arn) {
            return Err(taken(world, order.kind, "Name", &name));
        }
        check_role(world, order)?;
        check_dates(world, order)?;
        check_queue(world, order)?;
        world.schedules.insert(arn.clone(), order.properties.clone());
        Ok(Made { physical: name, attributes: attributes([("Arn", json!(arn))]), seconds: 2 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, before: &Value) -> Updated {
        check_role(world, order)?;
        check_dates(world, order)?;
        check_queue(world, order)?;
        world.schedules.remove(&arn(world, physical, before));
        world.schedules.insert(arn(world, physical, order.properties), order.properties.clone());
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, properties: &Value) -> Deletion {
        world.schedules.remove(&arn(world, physical, properties));
        Deletion::Gone { seconds: 1 }
    }
}

/// The ARN of the schedule of a name in the group that the properties say.
fn arn(world: &World, name: &str, properties: &Value) -> String {
    let group = if properties.text("GroupName").is_empty() { "default" } else { properties.text("GroupName") };
    world.arn("scheduler", &format!("schedule/{group}/{name}"))
}

/// Scheduler tries whether it can assume the role.
fn check_role(world: &mut World, order: &Order<'_>) -> Result<(), String> {
    let role = world.iam.roles.get(order.properties["Target"].text("RoleArn"));
    if role.is_some_and(|role| role.trusts("scheduler.amazonaws.com")) {
        return Ok(());
    }
    let message = "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.";
    Err(refusal(world, "Scheduler", 400, "InvalidRequest", message))
}

/// Scheduler takes no start that is more than 5 minutes past, and no end that is past or before the start.
fn check_dates(world: &mut World, order: &Order<'_>) -> Result<(), String> {
    // Times in UTC of one form are in order as texts.
    let (start, end) = (order.text("StartDate"), order.text("EndDate"));
    let oldest = iso(world.now.saturating_sub(Duration::from_mins(5)));
    let message = if !start.is_empty() && start < oldest.as_str() {
        "The StartDate you specify cannot be earlier than 5 minutes ago."
    } else if !end.is_empty() && end <= iso(world.now).as_str() {
        "The EndDate you specify must be in the future."
    } else if !start.is_empty() && !end.is_empty() && end <= start {
        "The EndDate you specify must be after the StartDate."
    } else {
        return Ok(());
    };
    Err(refusal(world, "Scheduler", 400, "InvalidRequest", message))
}

/// What cannot be started goes to a queue of this account.
fn check_queue(world: &mut World, order: &Order<'_>) -> Result<(), String> {
    let queue = order.properties["Target"]["DeadLetterConfig"].text("Arn").to_owned();
    let queues = world.opaque.of("AWS::SQS::Queue").map(|(id, _)| id);
    let name = queue.rsplit(':').next().unwrap_or_default();
    if queue.is_empty() || queues.into_iter().any(|url| url.rsplit('/').next() == Some(name)) {
        return Ok(());
    }
    let message = "The dead-letter queue does not exist.";
    Err(refusal(world, "Scheduler", 400, "InvalidRequest", message))
}
