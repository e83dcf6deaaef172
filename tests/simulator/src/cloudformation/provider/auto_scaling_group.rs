//! `AWS::AutoScaling::AutoScalingGroup`.

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, missing_subnet, refusal, taken};
use crate::text::{Request, texts};
use crate::world::{self, World};
use crate::{ecs, instances};

pub(super) struct AutoScalingGroup;

/// How long instances take to be terminated.
const TERMINATION: u64 = 60;

/// How long CloudFormation waits for a group to lose its instances.
const STABILIZING: u64 = 3_600;

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
            new_protected: protects(order.properties),
            version: version(order.properties),
            properties: order.properties.clone(),
            ..world::AutoScalingGroup::default()
        };
        world.auto_scaling_groups.insert(name.clone(), group);
        instances::fill(world, &name);
        Ok(Made { physical: name, attributes: attributes([("AutoScalingGroupARN", json!(arn))]), seconds: 20 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        check(world, order)?;
        let (minimum, maximum) = (count(order, "MinSize"), count(order, "MaxSize"));
        let types = types(world, order.properties);
        if let Some(group) = world.auto_scaling_groups.get_mut(physical) {
            (group.minimum, group.maximum) = (minimum, maximum);
            group.desired = group.desired.clamp(minimum, maximum);
            group.types = types;
            group.new_protected = protects(order.properties);
            group.version = version(order.properties);
            group.properties = order.properties.clone();
        }
        instances::fill(world, physical);
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        let Some(group) = world.auto_scaling_groups.get_mut(physical) else { return Deletion::Gone { seconds: 0 } };
        if group.maximum > 0 && !group.instances.is_empty() {
            (group.minimum, group.maximum, group.desired) = (0, 0, 0);
            return Deletion::Wait { seconds: TERMINATION };
        }
        // CloudFormation lets a group scale in to nothing, which what is protected does not do.
        let (kept, gone): (Vec<String>, Vec<String>) =
            std::mem::take(&mut group.instances).into_iter().partition(|id| group.protected.contains(id));
        group.instances.clone_from(&kept);
        if !kept.is_empty() {
            ecs::terminate(world, &gone);
            let reason = format!("Group did not stabilize. {{current: {}, minSize: 0, maxSize: 0}}", kept.len());
            return Deletion::Refused { reason, patience: STABILIZING };
        }
        world.auto_scaling_groups.remove(physical);
        ecs::terminate(world, &gone);
        Deletion::Gone { seconds: 10 }
    }
}

/// Whether new instances are protected from scaling in.
fn protects(properties: &Value) -> bool {
    matches!(properties.get("NewInstancesProtectedFromScaleIn"), Some(Value::Bool(true)))
        || properties.text("NewInstancesProtectedFromScaleIn") == "true"
}

/// From what new instances start: a launch template and its version.
fn version(properties: &Value) -> String {
    let mixed = &properties["MixedInstancesPolicy"]["LaunchTemplate"]["LaunchTemplateSpecification"];
    let template = if mixed.is_object() { mixed } else { &properties["LaunchTemplate"] };
    format!("{} {}", template.text("LaunchTemplateId"), template["Version"])
}

fn count(order: &Order<'_>, property: &str) -> u32 {
    order.properties.number(property).and_then(|count| u32::try_from(count).ok()).unwrap_or_default()
}

fn check(world: &mut World, order: &Order<'_>) -> Result<(), String> {
    if let Some(message) = missing_subnet(world, texts(order.properties.list("VPCZoneIdentifier"))) {
        return Err(refusal(world, "AutoScaling", 400, "InvalidRequest", &message));
    }
    let placement = order.text("PlacementGroup").to_owned();
    let placed = world.opaque.get("AWS::EC2::PlacementGroup", &placement).cloned();
    if !placement.is_empty() {
        let Some(placed) = placed else {
            let message = format!("The Placement Group '{placement}' is unknown.");
            return Err(refusal(world, "AutoScaling", 400, "InvalidRequest", &message));
        };
        if placed.text("Strategy") == "cluster" && order.properties.list("VPCZoneIdentifier").len() > 1 {
            let message = "A cluster placement group cannot span multiple Availability Zones.";
            return Err(refusal(world, "AutoScaling", 400, "InvalidRequest", message));
        }
    }
    let mixed = order.properties["MixedInstancesPolicy"].is_object();
    if mixed == order.properties["LaunchTemplate"].is_object() {
        let message = "Valid requests must contain either LaunchTemplate or MixedInstancesPolicy parameter.";
        return Err(refusal(world, "AutoScaling", 400, "InvalidRequest", message));
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
    let templates = ids.iter().filter_map(|id| world.opaque.get("AWS::EC2::LaunchTemplate", id));
    templates.map(|template| template["LaunchTemplateData"].text("InstanceType").to_owned()).collect()
}
