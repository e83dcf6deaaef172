//! A service as requests take it.

use std::collections::BTreeMap;

use aws_sdk_ecs::types::{
    AssignPublicIp, AvailabilityZoneRebalancing, AwsVpcConfiguration, CapacityProviderStrategyItem,
    DeploymentConfiguration, LoadBalancer, NetworkConfiguration, Tag,
};

use super::{Service, ServiceLoadBalancer, StrategyItem};

impl Service {
    /// The strategy as requests take it.
    pub(crate) fn sdk_strategy(&self) -> Vec<CapacityProviderStrategyItem> {
        sdk_strategy(&self.strategy)
    }

    /// The network as requests take it.
    pub(crate) fn sdk_network(&self) -> NetworkConfiguration {
        sdk_network(&self.subnets, &self.security_groups, self.public_ip)
    }

    /// The target groups as requests take them; empty detaches them.
    pub(crate) fn sdk_load_balancers(&self) -> Vec<LoadBalancer> {
        self.load_balancers.iter().map(ServiceLoadBalancer::sdk).collect()
    }

    /// The way of deployments as requests take it. `changed` tells which fields are others than before.
    pub(crate) fn sdk_deployment(&self, changed: &dyn Fn(&str) -> bool) -> DeploymentConfiguration {
        self.deployment.sdk(changed)
    }

    /// Whether tasks move between zones to stay balanced, as requests take it.
    pub(crate) fn sdk_zone_rebalancing(&self) -> AvailabilityZoneRebalancing {
        if self.zone_rebalancing { AvailabilityZoneRebalancing::Enabled } else { AvailabilityZoneRebalancing::Disabled }
    }
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
