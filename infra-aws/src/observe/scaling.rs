//! The scaling of a stage's services.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_applicationautoscaling::types::{
    ScalableDimension, ScalableTarget, ScalingPolicy, ScheduledAction, ServiceNamespace,
};

use crate::client::Clients;
use crate::ecs::service::scaling_resource;
use crate::ecs::{Scaling, Service};
use crate::{Error, concurrently};

/// How many resource ids one `DescribeScalableTargets` takes.
const BATCH: usize = 50;
/// Up to how many resources are asked one by one for their policies, or their times.
const FEW: usize = 2;

/// What Application Auto Scaling has of a service.
#[derive(Clone, Debug)]
pub(super) struct Found {
    target: ScalableTarget,
    policies: Vec<ScalingPolicy>,
    times: Vec<ScheduledAction>,
}

impl Found {
    /// The same with times that were read later.
    pub(super) fn with(mut self, times: Vec<ScheduledAction>) -> Self {
        self.times.extend(times);
        self
    }

    /// As a value; `marked` is whether the service's tag says that there are times.
    pub(super) fn scaling(&self, marked: bool) -> Scaling {
        Scaling { marked, ..Scaling::existing(&self.target, &self.policies, &self.times) }
    }
}

impl Service {
    /// The service as Application Auto Scaling names it.
    pub(crate) fn scaling_resource(&self) -> String {
        scaling_resource(&self.cluster, &self.name)
    }
}

/// Reads the scaling of services, by the names that Application Auto Scaling gives them; times of those in `timed` alone.
pub(super) async fn read(
    clients: &Clients,
    resources: BTreeSet<String>,
    timed: BTreeSet<String>,
) -> Result<BTreeMap<String, Found>, Error> {
    let (targets, mut times) = tokio::try_join!(read_targets(clients, resources), read_times(clients, timed))?;
    let mut policies = read_policies(clients, targets.keys().cloned().collect()).await?;
    let found = targets.into_iter().map(|(resource, target)| {
        let policies = policies.remove(&resource).unwrap_or_default();
        let times = times.remove(&resource).unwrap_or_default();
        (resource, Found { target, policies, times })
    });
    Ok(found.collect())
}

async fn read_targets(
    clients: &Clients,
    resources: BTreeSet<String>,
) -> Result<BTreeMap<String, ScalableTarget>, Error> {
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
    Ok(targets)
}

/// Which resources are asked for: Application Auto Scaling tells of one, or of the whole account. A few are asked one by
/// one.
fn asked(resources: Vec<String>) -> Vec<Option<String>> {
    if resources.len() <= FEW { resources.into_iter().map(Some).collect() } else { vec![None] }
}

/// The policies of each resource.
async fn read_policies(
    clients: &Clients,
    resources: Vec<String>,
) -> Result<BTreeMap<String, Vec<ScalingPolicy>>, Error> {
    let calls = asked(resources).into_iter().map(|resource| {
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
    let mut policies: BTreeMap<String, Vec<ScalingPolicy>> = BTreeMap::new();
    for policy in concurrently::all(calls.collect()).await?.into_iter().flatten() {
        policies.entry(policy.resource_id().to_owned()).or_default().push(policy);
    }
    Ok(policies)
}

/// The times at which the range of each resource changes.
pub(super) async fn read_times(
    clients: &Clients,
    resources: BTreeSet<String>,
) -> Result<BTreeMap<String, Vec<ScheduledAction>>, Error> {
    let calls = asked(resources.into_iter().collect()).into_iter().map(|resource| {
        let call = clients
            .autoscaling
            .describe_scheduled_actions()
            .service_namespace(ServiceNamespace::Ecs)
            .set_scalable_dimension(resource.as_ref().map(|_| ScalableDimension::EcsServiceDesiredCount))
            .set_resource_id(resource);
        async move {
            let mut pages = call.into_paginator().send();
            let mut actions = Vec::new();
            while let Some(page) = pages.next().await {
                let page = page.map_err(Error::api("application-autoscaling:DescribeScheduledActions"))?;
                actions.extend(page.scheduled_actions.unwrap_or_default());
            }
            Ok(actions)
        }
    });
    let mut times: BTreeMap<String, Vec<ScheduledAction>> = BTreeMap::new();
    for action in concurrently::all(calls.collect()).await?.into_iter().flatten() {
        times.entry(action.resource_id().to_owned()).or_default().push(action);
    }
    Ok(times)
}
