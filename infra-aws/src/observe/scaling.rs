//! The scaling of a stage's services.

use std::collections::BTreeMap;

use aws_sdk_applicationautoscaling::types::{
    MetricType, ScalableDimension, ScalableTarget, ScalingPolicy, ServiceNamespace,
};

use super::ObservedService;
use crate::client::Clients;
use crate::ecs::service::scaling_resource;
use crate::ecs::{Scaling, Service};
use crate::{Error, concurrently};

/// How many resource ids one `DescribeScalableTargets` takes.
const BATCH: usize = 50;

impl Service {
    /// The service as Application Auto Scaling names it.
    pub(crate) fn scaling_resource(&self) -> String {
        scaling_resource(&self.cluster, &self.name)
    }
}

/// Reads the scaling of each service.
pub(super) async fn read(clients: &Clients, services: &mut BTreeMap<String, ObservedService>) -> Result<(), Error> {
    let resources: Vec<String> = services.values().map(|observed| observed.service.scaling_resource()).collect();
    let mut targets = BTreeMap::new();
    for batch in resources.chunks(BATCH) {
        let mut pages = clients
            .autoscaling
            .describe_scalable_targets()
            .service_namespace(ServiceNamespace::Ecs)
            .scalable_dimension(ScalableDimension::EcsServiceDesiredCount)
            .set_resource_ids(Some(batch.to_vec()))
            .into_paginator()
            .send();
        while let Some(page) = pages.next().await {
            let page = page.map_err(Error::api("application-autoscaling:DescribeScalableTargets"))?;
            for target in page.scalable_targets() {
                targets.insert(target.resource_id().to_owned(), target.clone());
            }
        }
    }
    let policies = read_policies(clients, targets.keys().cloned().collect()).await?;
    for observed in services.values_mut() {
        let resource = observed.service.scaling_resource();
        if let Some(target) = targets.get(&resource) {
            let policies = policies.get(&resource).map(Vec::as_slice).unwrap_or_default();
            observed.scaling = Some(scaling(target, policies));
        }
    }
    Ok(())
}

async fn read_policies(
    clients: &Clients,
    resources: Vec<String>,
) -> Result<BTreeMap<String, Vec<ScalingPolicy>>, Error> {
    let calls = resources.into_iter().map(|resource| async move {
        let answer = clients
            .autoscaling
            .describe_scaling_policies()
            .service_namespace(ServiceNamespace::Ecs)
            .scalable_dimension(ScalableDimension::EcsServiceDesiredCount)
            .resource_id(&resource)
            .send()
            .await
            .map_err(Error::api("application-autoscaling:DescribeScalingPolicies"))?;
        Ok((resource, answer.scaling_policies().to_vec()))
    });
    Ok(concurrently::all(calls).await?.into_iter().collect())
}

fn scaling(target: &ScalableTarget, policies: &[ScalingPolicy]) -> Scaling {
    let percent = |metric: MetricType| {
        let mut configurations =
            policies.iter().filter_map(ScalingPolicy::target_tracking_scaling_policy_configuration);
        let configuration = configurations.find(|configuration| {
            configuration
                .predefined_metric_specification()
                .is_some_and(|specification| *specification.predefined_metric_type() == metric)
        });
        configuration.map(aws_sdk_applicationautoscaling::types::TargetTrackingScalingPolicyConfiguration::target_value)
    };
    Scaling {
        min: target.min_capacity(),
        max: target.max_capacity(),
        cpu: percent(MetricType::EcsServiceAverageCpuUtilization),
        memory: percent(MetricType::EcsServiceAverageMemoryUtilization),
    }
}
