//! The scaling of a stage's services.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_applicationautoscaling::types::{
    MetricType, ScalableDimension, ScalableTarget, ScalingPolicy, ServiceNamespace,
};

use crate::client::Clients;
use crate::ecs::service::scaling_resource;
use crate::ecs::{Scaling, Service};
use crate::{Error, concurrently};

/// How many resource ids one `DescribeScalableTargets` takes.
const BATCH: usize = 50;
/// Up to how many resources are asked one by one for their policies.
const FEW: usize = 2;

impl Service {
    /// The service as Application Auto Scaling names it.
    pub(crate) fn scaling_resource(&self) -> String {
        scaling_resource(&self.cluster, &self.name)
    }
}

/// Reads the scaling of services, by the names that Application Auto Scaling gives them.
pub(super) async fn read(clients: &Clients, resources: BTreeSet<String>) -> Result<BTreeMap<String, Scaling>, Error> {
    let resources: Vec<String> = resources.into_iter().collect();
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
    let scaled = targets.into_iter().map(|(resource, target)| {
        let policies = policies.get(&resource).map(Vec::as_slice).unwrap_or_default();
        let scaling = scaling(&target, policies);
        (resource, scaling)
    });
    Ok(scaled.collect())
}

/// The policies of each resource. Application Auto Scaling gives them of one resource, or of the whole account: of a few
/// they are asked one by one.
async fn read_policies(
    clients: &Clients,
    resources: Vec<String>,
) -> Result<BTreeMap<String, Vec<ScalingPolicy>>, Error> {
    let mut policies: BTreeMap<String, Vec<ScalingPolicy>> = BTreeMap::new();
    let one_by_one = resources.len() <= FEW;
    let asked: Vec<Option<String>> = if one_by_one { resources.into_iter().map(Some).collect() } else { vec![None] };
    let calls = asked.into_iter().map(|resource| {
        let call = clients
            .autoscaling
            .describe_scaling_policies()
            .service_namespace(ServiceNamespace::Ecs)
            .scalable_dimension(ScalableDimension::EcsServiceDesiredCount)
            .set_resource_id(resource);
        async move {
            let mut pages = call.into_paginator().send();
            let mut policies = Vec::new();
            while let Some(page) = pages.next().await {
                let page = page.map_err(Error::api("application-autoscaling:DescribeScalingPolicies"))?;
                policies.extend(page.scaling_policies.unwrap_or_default());
            }
            Ok(policies)
        }
    });
    for policy in concurrently::all(calls.collect()).await?.into_iter().flatten() {
        policies.entry(policy.resource_id().to_owned()).or_default().push(policy);
    }
    Ok(policies)
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
