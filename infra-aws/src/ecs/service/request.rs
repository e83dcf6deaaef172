//! A service as requests take it.

use std::collections::BTreeMap;

use aws_sdk_ecs::types::{
    AssignPublicIp, AwsVpcConfiguration, CapacityProviderStrategyItem, NetworkConfiguration, Tag,
};
use serde_json::{Value, json};

use super::{
    COUNT, Connect, EXEC, PLACEMENT, PLATFORM, REGISTRY, STRATEGY, Service, ServiceLoadBalancer, StrategyItem, connect,
    deploys, patch,
};
use crate::ecs::disk::VOLUME;
use crate::ecs::{Disk, Object};

impl Service {
    /// What `CreateService` takes: the service with so many tasks of a revision.
    pub(crate) fn create(&self, definition: &str, count: i32) -> Value {
        let mut request = self.made();
        patch::change(&mut request, &self.patches);
        request["taskDefinition"] = json!(definition);
        request["tags"] = self.tags.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect();
        if !self.daemon {
            request["desiredCount"] = json!(count);
        }
        request
    }

    /// What `UpdateService` takes so that what differs becomes as declared: `changed` has the names of the fields, none
    /// where all may differ. What is sent without need may start a deployment without need.
    pub(crate) fn update(&self, definition: &str, changed: Option<&[String]>, force: bool) -> Value {
        let changes = |field: &str| changed.is_none_or(|changed| changed.iter().any(|other| other == field));
        let whole = self.made();
        let part = |name: &str| whole.get(name).cloned();
        let network = changed.is_none_or(deploys);
        // A volume that goes is taken out by an empty list.
        let volumes = changed.is_none_or(|changed| changed.iter().any(|field| field.starts_with(VOLUME)));
        let mut request = Object::new()
            .with("cluster", self.cluster.as_str())
            .with("service", self.name.as_str())
            .with("taskDefinition", definition)
            .with_some("desiredCount", self.count.filter(|_| changes(COUNT)))
            .with("deploymentConfiguration", self.deployment.json(&changes))
            .with_some("availabilityZoneRebalancing", part("availabilityZoneRebalancing"))
            .with_some("capacityProviderStrategy", part("capacityProviderStrategy").filter(|_| changes(STRATEGY)))
            .with_flag("forceNewDeployment", force || changes(STRATEGY))
            .with_some("networkConfiguration", part("networkConfiguration").filter(|_| network))
            .with_some("platformVersion", part("platformVersion").filter(|_| changes(PLATFORM)))
            .with_some("volumeConfigurations", volumes.then(|| self.volumes()))
            .with_some("loadBalancers", part("loadBalancers").filter(|_| network))
            .with_some("healthCheckGracePeriodSeconds", part("healthCheckGracePeriodSeconds"))
            .value();
        for (field, name) in PLACEMENT.into_iter().zip(["placementStrategy", "placementConstraints"]) {
            if let Some(value) = part(name).filter(|_| changes(field)) {
                request[name] = value;
            }
        }
        if changes(EXEC) {
            request["enableExecuteCommand"] = json!(self.exec);
        }
        if changed.is_none_or(|changed| changed.iter().any(|field| connect::deploys(field))) {
            request["serviceConnectConfiguration"] = Connect::json(self.connect.as_ref());
        }
        if changes(REGISTRY) {
            // An empty list takes it out of the registry that it is in.
            request["serviceRegistries"] = json!(self.registries());
        }
        patch::update(&mut request, &whole, &self.patches, changed);
        request
    }

    /// All that a request says of the service itself, before its patches.
    pub(super) fn made(&self) -> Value {
        let network = || network(&self.subnets, &self.security_groups, self.public_ip);
        let own_network = self.has_own_address().then(network);
        let strategy = (!self.daemon).then(|| self.strategy.iter().map(StrategyItem::json).collect::<Vec<_>>());
        let rebalancing = if self.zone_rebalancing { "ENABLED" } else { "DISABLED" };
        Object::new()
            .with("cluster", self.cluster.as_str())
            .with("serviceName", self.name.as_str())
            .with("schedulingStrategy", if self.daemon { "DAEMON" } else { "REPLICA" })
            .with("deploymentController", json!({ "type": "ECS" }))
            .with_some("capacityProviderStrategy", strategy)
            // Daemons know no strategy, not even the cluster's.
            .with_some("launchType", self.daemon.then_some("EC2"))
            .with_some("networkConfiguration", own_network)
            .with_some("platformVersion", self.platform.clone())
            .with_list("volumeConfigurations", self.volumes())
            .with("loadBalancers", self.load_balancers.iter().map(ServiceLoadBalancer::json).collect::<Vec<_>>())
            .with_some("healthCheckGracePeriodSeconds", (!self.load_balancers.is_empty()).then_some(self.grace_seconds))
            .with("deploymentConfiguration", self.deployment.json(&|_| false))
            .with("availabilityZoneRebalancing", rebalancing)
            .with("enableECSManagedTags", true)
            .with("propagateTags", "SERVICE")
            .with_some("placementStrategy", (!self.daemon).then(|| self.placement.strategies()))
            .with("placementConstraints", self.placement.constraints())
            .with_some("serviceConnectConfiguration", self.connect.as_ref().map(|connect| Connect::json(Some(connect))))
            .with_list("serviceRegistries", self.registries())
            .with("enableExecuteCommand", self.exec)
            .value()
    }
}

impl Service {
    fn registries(&self) -> Vec<Value> {
        self.registry.iter().map(|arn| json!({ "registryArn": arn })).collect()
    }

    fn volumes(&self) -> Vec<Value> {
        self.disks.iter().map(Disk::json).collect()
    }
}

impl StrategyItem {
    /// As requests take it.
    pub(crate) fn json(&self) -> Value {
        json!({ "capacityProvider": self.provider, "base": self.base, "weight": self.weight })
    }
}

/// The network of tasks as JSON.
pub(crate) fn network(subnets: &[String], security_groups: &[String], public_ip: bool) -> Value {
    json!({
        "awsvpcConfiguration": {
            "subnets": subnets,
            "securityGroups": security_groups,
            "assignPublicIp": if public_ip { "ENABLED" } else { "DISABLED" },
        },
    })
}

/// Tags as requests take them.
pub(crate) fn sdk_tags(tags: &BTreeMap<String, String>) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build()).collect()
}

/// The network of tasks as requests take it.
pub(crate) fn sdk_network(subnets: &[String], security_groups: &[String], public_ip: bool) -> NetworkConfiguration {
    let public_ip = if public_ip { AssignPublicIp::Enabled } else { AssignPublicIp::Disabled };
    let configuration = AwsVpcConfiguration::builder()
        .set_subnets(Some(subnets.to_vec()))
        .set_security_groups(Some(security_groups.to_vec()))
        .assign_public_ip(public_ip)
        .build();
    NetworkConfiguration::builder().set_awsvpc_configuration(configuration.ok()).build()
}

/// A strategy as requests take it.
pub(crate) fn sdk_strategy(strategy: &[StrategyItem]) -> Vec<CapacityProviderStrategyItem> {
    let items = strategy.iter().filter_map(|item| {
        CapacityProviderStrategyItem::builder()
            .capacity_provider(&item.provider)
            .base(item.base)
            .weight(item.weight)
            .build()
            .ok()
    });
    items.collect()
}
