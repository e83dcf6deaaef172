//! `AWS::ECS::CapacityProvider`.

use serde_json::{Map, Value};

use super::{Deletion, Made, Order, Provider, Updated, refusal, taken};
use crate::ecs;
use crate::text::Request;
use crate::world::World;

pub(super) struct CapacityProvider;

const SERVICE: &str = "Ecs";

impl Provider for CapacityProvider {
    fn attributes(&self) -> &[&str] {
        &[]
    }

    fn replacing(&self) -> &[&str] {
        &["Name", "ClusterName", "AutoScalingGroupProvider/AutoScalingGroupArn"]
    }

    fn name(&self) -> Option<&str> {
        Some("Name")
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let name = order.name(world, "Name", 255);
        if name.starts_with("aws") || name.starts_with("ecs") || name.starts_with("fargate") {
            let message = "The specified capacity provider name is invalid. Up to 255 characters are allowed, \
                including letters, numbers, underscores, and hyphens, and it can't be prefixed with \"aws\", \"ecs\", \
                or \"fargate\".";
            return Err(refusal(world, SERVICE, 400, "InvalidRequest", message));
        }
        if world.ecs.capacity_providers.contains_key(&name) {
            return Err(taken(world, order.kind, "Name", &name));
        }
        let given = order.properties["AutoScalingGroupProvider"].text("AutoScalingGroupArn");
        let group = given.rsplit('/').next().unwrap_or(given).to_owned();
        if !given.is_empty() && !world.auto_scaling_groups.contains_key(&group) {
            let message = format!("The specified Auto Scaling group '{given}' was not found.");
            return Err(refusal(world, SERVICE, 400, "InvalidRequest", &message));
        }
        let mut others = world.ecs.capacity_providers.values();
        if !given.is_empty() && others.any(|other| other.auto_scaling_group.as_ref() == Some(&group)) {
            let message = "The specified Auto Scaling group ARN is already being used by another capacity provider. \
                Specify a unique Auto Scaling group ARN and try again.";
            return Err(refusal(world, SERVICE, 400, "InvalidRequest", message));
        }
        let arn = world.arn("ecs", &format!("capacity-provider/{name}"));
        let cluster = order.text("ClusterName");
        let provider = ecs::CapacityProvider {
            arn,
            name: name.clone(),
            auto_scaling_group: (!given.is_empty()).then_some(group),
            cluster: (!cluster.is_empty()).then(|| cluster.to_owned()),
            properties: order.properties.clone(),
        };
        world.ecs.capacity_providers.insert(name.clone(), provider);
        // One of Managed Instances is associated with its cluster as it is made.
        let held = world.ecs.clusters.values_mut().find(|held| held.name == cluster || held.arn == cluster);
        if let Some(held) = held.filter(|_| !cluster.is_empty()) {
            held.capacity_providers.push(name.clone());
        }
        Ok(Made { physical: name, attributes: Map::new(), seconds: 8 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        if let Some(provider) = world.ecs.capacity_providers.get_mut(physical) {
            provider.properties = order.properties.clone();
        }
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        let managed = world.ecs.capacity_providers.get(physical).is_some_and(|provider| provider.cluster.is_some());
        let on = |cluster: &ecs::Cluster| cluster.capacity_providers.iter().any(|name| name == physical);
        if !managed && world.ecs.clusters.values().any(|cluster| cluster.status == "ACTIVE" && on(cluster)) {
            let message = "The specified capacity provider is in use and cannot be removed.";
            let reason = refusal(world, SERVICE, 400, "ResourceConflict", message);
            return Deletion::Refused { reason, patience: 0 };
        }
        for cluster in world.ecs.clusters.values_mut() {
            cluster.capacity_providers.retain(|name| name != physical);
        }
        world.ecs.capacity_providers.remove(physical);
        Deletion::Gone { seconds: 5 }
    }
}
