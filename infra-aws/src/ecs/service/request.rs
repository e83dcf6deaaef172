//! A service as requests take it.

use std::collections::BTreeMap;

use aws_sdk_ecs::types::{
    AssignPublicIp, AvailabilityZoneRebalancing, AwsVpcConfiguration, CapacityProviderStrategyItem,
    DeploymentCircuitBreaker, DeploymentConfiguration, LoadBalancer, NetworkConfiguration, Tag, ThresholdConfiguration,
    ThresholdType,
};

use super::{Service, StrategyItem};

/// The threshold that AWS has where none is given, in percent of the tasks.
const BREAKER_DEFAULT_PERCENT: i32 = 50;

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
        let balancer = self.load_balancer.iter().map(|balancer| {
            LoadBalancer::builder()
                .target_group_arn(&balancer.target_group)
                .container_name(&balancer.container)
                .container_port(balancer.port)
                .build()
        });
        balancer.collect()
    }

    /// The way of deployments as requests take it. With `resets` AWS's own threshold is named, where another one may have
    /// been before.
    pub(crate) fn sdk_deployment(&self, resets: bool) -> DeploymentConfiguration {
        let (enable, rollback) = self.circuit_breaker;
        let threshold = match self.breaker_failures {
            Some(failures) => Some((ThresholdType::Count, failures)),
            None => resets.then_some((ThresholdType::BoundedPercent, BREAKER_DEFAULT_PERCENT)),
        };
        let threshold = threshold
            .and_then(|(kind, value)| ThresholdConfiguration::builder().r#type(kind).value(value).build().ok());
        let breaker = DeploymentCircuitBreaker::builder().enable(enable).rollback(rollback);
        DeploymentConfiguration::builder()
            .minimum_healthy_percent(self.minimum_healthy_percent)
            .maximum_percent(self.maximum_percent)
            .deployment_circuit_breaker(breaker.set_threshold_configuration(threshold).build())
            .build()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn service(breaker_failures: Option<i32>) -> Service {
        let sdk = aws_sdk_ecs::types::Service::builder().service_name("web").build();
        Service { circuit_breaker: (true, true), breaker_failures, ..Service::existing(&sdk) }
    }

    /// The threshold of the circuit breaker in a request.
    fn threshold(failures: Option<i32>, resets: bool) -> Option<(ThresholdType, i32)> {
        let deployment = service(failures).sdk_deployment(resets);
        let threshold = deployment.deployment_circuit_breaker()?.threshold_configuration()?;
        Some((threshold.r#type().clone(), threshold.value()))
    }

    #[test]
    fn a_threshold_is_sent_where_it_is_declared_or_was() {
        assert_eq!(threshold(Some(3), false), Some((ThresholdType::Count, 3)));
        assert_eq!(threshold(None, true), Some((ThresholdType::BoundedPercent, 50)));
        assert_eq!(threshold(None, false), None);
    }

    #[test]
    fn a_threshold_is_read_back_and_the_default_is_none() {
        for (declared, resets) in [(Some(3), false), (None, true), (None, false)] {
            let deployment = service(declared).sdk_deployment(resets);
            let sdk = aws_sdk_ecs::types::Service::builder().deployment_configuration(deployment).build();
            assert_eq!(Service::existing(&sdk).breaker_failures, declared);
        }
    }
}
