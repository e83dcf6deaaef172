//! `AWS::Logs::LogGroup`.

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, taken};
use crate::logs;
use crate::world::World;

pub(super) struct LogGroup;

impl Provider for LogGroup {
    fn attributes(&self) -> &[&str] {
        &["Arn"]
    }

    fn replacing(&self) -> &[&str] {
        &["LogGroupName"]
    }

    fn name(&self) -> Option<&str> {
        Some("LogGroupName")
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let name = order.name(world, "LogGroupName", 512);
        if world.logs.groups.contains_key(&name) {
            return Err(taken(world, order.kind, "LogGroupName", &name));
        }
        let group =
            logs::LogGroup { name: name.clone(), properties: order.properties.clone(), ..logs::LogGroup::default() };
        world.logs.groups.insert(name.clone(), group);
        let arn = world.arn("logs", &format!("log-group:{name}:*"));
        Ok(Made { physical: name, attributes: attributes([("Arn", json!(arn))]), seconds: 3 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        if let Some(group) = world.logs.groups.get_mut(physical) {
            group.properties = order.properties.clone();
        }
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        world.logs.groups.remove(physical);
        Deletion::Gone { seconds: 1 }
    }
}
