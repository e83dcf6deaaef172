//! `AWS::AutoScaling::AutoScalingGroup`.

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, attributes, refusal, taken};
use crate::ecs;
use crate::text::{Request, texts};
use crate::world::{self, World};

pub(super) struct AutoScalingGroup;

/// How long instances take to be terminated.
const TERMINATION: u64 = 60;

impl Provider for AutoScalingGroup {
    fn attributes(&self) -> &[&str] {
        &["AutoScalingGroupARN"]
    }

    fn replacing(&self) -> &[&str] {
        &["AutoScalingGroupName"]
    }

    fn name(&self) -> Option<&str> {
        Some("AutoScalingGroupName")
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let name = order.name(world, "AutoScalingGroupName", 255);
        if world.auto_scaling_groups.contains_key(&name) {
            return Err(taken(world, order.kind, "AutoScalingGroupName", &name));
        }
        check(world, order)?;
        let (minimum, maximum) = (count(order, "MinSize"), count(order, "MaxSize"));
        let uuid = world.random.uuid();
        let arn = world.arn("autoscaling", &format!("autoScalingGroup:{uuid}:autoScalingGroupName/{name}"));
        let desired = order.properties.number("DesiredCapacity").and_then(|it| u32::try_from(it).ok());
        let group = world::AutoScalingGroup {
            name: name.clone(),
            arn: arn.clone(),
            minimum,
            maximum,
            desired: desired.unwrap_or(minimum),
            types: types(world, order.properties),
            instances: Vec::new(),
            properties: order.properties.clone(),
        };
        world.auto_scaling_groups.insert(name.clone(), group);
        ecs::fill_auto_scaling_group(world, &name);
        Ok(Made { physical: name, attributes: attributes([("AutoScalingGroupARN", json!(arn))]), seconds: 20 })
    }

    fn update(
        &self,
        world: &mut World,
        order: &Order<'_>,
        physical: &str,
        _before: &Value,
    ) -> Result<Map<String, Value>, String> {
        check(world, order)?;
        let (minimum, maximum) = (count(order, "MinSize"), count(order, "MaxSize"));
        let types = types(world, order.properties);
        if let Some(group) = world.auto_scaling_groups.get_mut(physical) {
            (group.minimum, group.maximum) = (minimum, maximum);
            group.desired = group.desired.clamp(minimum, maximum);
            group.types = types;
            group.properties = order.properties.clone();
        }
        ecs::fill_auto_scaling_group(world, physical);
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        let Some(group) = world.auto_scaling_groups.get_mut(physical) else { return Deletion::Gone { seconds: 0 } };
        if group.maximum > 0 && !group.instances.is_empty() {
            (group.minimum, group.maximum, group.desired) = (0, 0, 0);
            return Deletion::Wait { seconds: TERMINATION };
        }
        let gone = std::mem::take(&mut group.instances);
        world.auto_scaling_groups.remove(physical);
        ecs::terminate(world, &gone);
        Deletion::Gone { seconds: 10 }
    }
}

fn count(order: &Order<'_>, property: &str) -> u32 {
    order.properties.number(property).and_then(|count| u32::try_from(count).ok()).unwrap_or_default()
}

fn check(world: &mut World, order: &Order<'_>) -> Result<(), String> {
    let subnets = texts(order.properties.list("VPCZoneIdentifier"));
    let missing = subnets.into_iter().find(|subnet| !world.network.subnets.contains_key(*subnet));
    if let Some(subnet) = missing {
        let message = format!("The subnet ID '{subnet}' does not exist");
        return Err(refusal(world, "AutoScaling", 400, "InvalidRequest", &message));
    }
    if count(order, "MinSize") > count(order, "MaxSize") {
        let message = "Max bound must be greater than or equal to min bound";
        return Err(refusal(world, "AutoScaling", 400, "InvalidRequest", message));
    }
    Ok(())
}

/// The instance types: those of the overrides, else that of the launch template.
fn types(world: &World, properties: &Value) -> Vec<String> {
    let mixed = &properties["MixedInstancesPolicy"]["LaunchTemplate"];
    let overrides: Vec<String> = mixed
        .list("Overrides")
        .iter()
        .map(|it| it.text("InstanceType").to_owned())
        .filter(|it| !it.is_empty())
        .collect();
    if !overrides.is_empty() {
        return overrides;
    }
    let ids = [
        properties["LaunchTemplate"].text("LaunchTemplateId"),
        mixed["LaunchTemplateSpecification"].text("LaunchTemplateId"),
    ];
    let of_kind = world.opaque.get("AWS::EC2::LaunchTemplate");
    let templates = ids.iter().filter_map(|id| of_kind.and_then(|of_kind| of_kind.get(*id)));
    templates.map(|template| template["LaunchTemplateData"].text("InstanceType").to_owned()).collect()
}
