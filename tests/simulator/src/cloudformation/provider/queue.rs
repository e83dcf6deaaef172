//! `AWS::SQS::Queue`.

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, refusal};
use crate::text::Request;
use crate::world::World;

pub(super) struct Queue;

impl Provider for Queue {
    fn attributes(&self) -> &[&str] {
        &["Arn", "QueueName", "QueueUrl"]
    }

    fn replacing(&self) -> &[&str] {
        &["QueueName", "FifoQueue"]
    }

    fn name(&self) -> Option<&str> {
        Some("QueueName")
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        check(world, order)?;
        let name = order.name(world, "QueueName", 80);
        let url = format!("https://sqs.{}.amazonaws.com/{}/{name}", world.region, world.account);
        let arn = world.arn("sqs", &name);
        world.opaque.put(order.kind, &url, order.properties);
        let made = [("Arn", json!(arn)), ("QueueName", json!(name)), ("QueueUrl", json!(url))];
        Ok(Made { physical: url, attributes: attributes(made), seconds: 60 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        check(world, order)?;
        world.opaque.put(order.kind, physical, order.properties);
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        world.opaque.remove("AWS::SQS::Queue", physical);
        Deletion::Gone { seconds: 60 }
    }
}

fn check(world: &mut World, order: &Order<'_>) -> Result<(), String> {
    let retention = order.properties.number("MessageRetentionPeriod").unwrap_or(345_600);
    if !(60..=1_209_600).contains(&retention) {
        let message = "Invalid value for the parameter MessageRetentionPeriod.";
        return Err(refusal(world, "Sqs", 400, "InvalidRequest", message));
    }
    if order.properties.truth("SqsManagedSseEnabled") && !order.text("KmsMasterKeyId").is_empty() {
        let message = "You can use one type of server-side encryption (SSE) at one time.";
        return Err(refusal(world, "Sqs", 400, "InvalidRequest", message));
    }
    Ok(())
}
