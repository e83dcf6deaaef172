//! Reads a cluster and its services as they are.

use std::collections::BTreeMap;

use aws_sdk_applicationautoscaling::types::{ScalableTarget, ScalingPolicy, ServiceNamespace};
use aws_sdk_ecs::types::{Cluster, ClusterField, Service, ServiceField, Tag, TaskDefinition, TaskDefinitionField};
use infra_core::blueprint::TAG_ITEM;
use serde_json::Value;

use super::Wanted;
use super::balancer::{self, Balancing};
use super::schedule::{self, Start};
use super::task::FoundTask;
use crate::client::Clients;
use crate::direct::{self, EC2, list, text};
use crate::{Error, concurrently};

/// How many services one call describes.
const A_CALL: usize = 10;

/// A cluster that was found.
pub(super) struct Found {
    pub(super) name: String,
    /// What it is to be called.
    pub(super) item: String,
    pub(super) cluster: Cluster,
    pub(super) services: Vec<FoundService>,
    /// What is started in it by schedules.
    pub(super) tasks: Vec<FoundTask>,
    /// The subnets of its services and load balancers, with their VPC.
    pub(super) subnets: BTreeMap<String, String>,
    pub(super) balancing: Balancing,
}

/// A service that was found.
pub(super) struct FoundService {
    /// What it is to be called.
    pub(super) item: String,
    pub(super) service: Service,
    pub(super) definition: TaskDefinition,
    pub(super) target: Option<ScalableTarget>,
    pub(super) policies: Vec<ScalingPolicy>,
}

impl FoundService {
    pub(super) fn name(&self) -> &str {
        self.service.service_name().unwrap_or_default()
    }
}

pub(super) async fn read(clients: &Clients, wanted: &Wanted) -> Result<Found, Error> {
    let cluster = cluster(clients, &wanted.cluster).await?;
    let names: Vec<String> =
        if wanted.all { all(clients, &wanted.cluster).await? } else { wanted.services.iter().cloned().collect() };
    let mut services = Vec::new();
    for names in names.chunks(A_CALL) {
        services.extend(describe(clients, &wanted.cluster, names).await?);
    }
    let definitions = concurrently::all(
        services.iter().map(|service| definition(clients, service.task_definition().unwrap_or_default())).collect(),
    )
    .await?;
    let (targets, policies) = scaling(clients, &wanted.cluster, &services).await?;
    let balancing = balancer::read(clients, &services).await?;
    let started =
        if wanted.all { schedule::read(clients, cluster.cluster_arn().unwrap_or_default()).await? } else { Vec::new() };
    let tasks = tasks(clients, &wanted.cluster, started).await?;
    let mut ids: Vec<String> = services.iter().flat_map(subnets).collect();
    ids.extend(tasks.iter().flat_map(FoundTask::subnets));
    ids.extend(balancing.subnets());
    ids.sort();
    ids.dedup();
    let subnets = vpcs(clients, &ids).await?;
    let found = services.into_iter().zip(definitions).map(|(service, (definition, _))| {
        let resource = format!("service/{}/{}", wanted.cluster, service.service_name().unwrap_or_default());
        FoundService {
            item: item(service.tags(), service.service_name().unwrap_or_default(), &wanted.cluster),
            target: targets.iter().find(|target| target.resource_id() == resource).cloned(),
            policies: policies.iter().filter(|policy| policy.resource_id() == resource).cloned().collect(),
            service,
            definition,
        }
    });
    Ok(Found {
        name: wanted.cluster.clone(),
        item: item(cluster.tags(), &wanted.cluster, ""),
        services: found.collect(),
        tasks,
        cluster,
        subnets,
        balancing,
    })
}

/// What a thing is to be called: as this project called it, else its own name without the cluster's before it.
fn item(tags: &[Tag], name: &str, cluster: &str) -> String {
    let own = tags.iter().find(|tag| tag.key() == Some(TAG_ITEM)).and_then(Tag::value);
    let short = || name.strip_prefix(cluster).and_then(|rest| rest.strip_prefix('-')).unwrap_or(name);
    own.unwrap_or_else(short).to_owned()
}

async fn cluster(clients: &Clients, name: &str) -> Result<Cluster, Error> {
    let call =
        clients.ecs.describe_clusters().clusters(name).include(ClusterField::Settings).include(ClusterField::Tags);
    let answer = call.send().await.map_err(Error::api("ecs:DescribeClusters"))?;
    let found = answer.clusters.unwrap_or_default().into_iter().find(|cluster| cluster.status() == Some("ACTIVE"));
    found.ok_or_else(|| Error::Conflict(format!("there is no cluster {name} in {}", clients.place())))
}

async fn all(clients: &Clients, cluster: &str) -> Result<Vec<String>, Error> {
    let mut pages = clients.ecs.list_services().cluster(cluster).into_paginator().send();
    let mut names = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.map_err(Error::api("ecs:ListServices"))?;
        names.extend(page.service_arns().iter().map(|arn| crate::arn::short(arn).to_owned()));
    }
    names.sort();
    Ok(names)
}

async fn describe(clients: &Clients, cluster: &str, names: &[String]) -> Result<Vec<Service>, Error> {
    let call = clients.ecs.describe_services().cluster(cluster).set_services(Some(names.to_vec()));
    let answer = call.include(ServiceField::Tags).send().await.map_err(Error::api("ecs:DescribeServices"))?;
    let mut found = answer.services.unwrap_or_default();
    found.retain(|service| service.status() == Some("ACTIVE"));
    let is_there = |name: &&String| found.iter().any(|service| service.service_name() == Some(name));
    if let Some(missing) = names.iter().find(|name| !is_there(name)) {
        return Err(Error::Conflict(format!("there is no service {missing} in cluster {cluster}")));
    }
    found.sort_by(|left, right| left.service_name().cmp(&right.service_name()));
    Ok(found)
}

/// What is started, by its family: one task with all that starts it.
async fn tasks(clients: &Clients, cluster: &str, started: Vec<Start>) -> Result<Vec<FoundTask>, Error> {
    let mut families: BTreeMap<String, Vec<Start>> = BTreeMap::new();
    for start in started {
        families.entry(start.family().to_owned()).or_default().push(start);
    }
    let read = families.into_iter().map(|(family, starts)| async move {
        let arn = starts.first().map(|start| start.definition.clone()).unwrap_or_default();
        let (definition, tags) = definition(clients, &arn).await?;
        Ok::<_, Error>(FoundTask { item: item(&tags, &family, cluster), definition, starts })
    });
    concurrently::all(read.collect()).await
}

/// A task definition with its tags.
async fn definition(clients: &Clients, arn: &str) -> Result<(TaskDefinition, Vec<Tag>), Error> {
    const OPERATION: &str = "ecs:DescribeTaskDefinition";
    let call = clients.ecs.describe_task_definition().task_definition(arn).include(TaskDefinitionField::Tags);
    let answer = call.send().await.map_err(Error::api(OPERATION))?;
    let missing = || Error::Answer { operation: OPERATION, what: "a task definition".to_owned() };
    Ok((answer.task_definition.ok_or_else(missing)?, answer.tags.unwrap_or_default()))
}

async fn scaling(
    clients: &Clients,
    cluster: &str,
    services: &[Service],
) -> Result<(Vec<ScalableTarget>, Vec<ScalingPolicy>), Error> {
    let resources =
        services.iter().map(|service| format!("service/{cluster}/{}", service.service_name().unwrap_or_default()));
    let resources: Vec<String> = resources.collect();
    if resources.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let autoscaling = &clients.autoscaling;
    let mut targets = Vec::new();
    for resources in resources.chunks(50) {
        let call = autoscaling.describe_scalable_targets().service_namespace(ServiceNamespace::Ecs);
        let answer = call.set_resource_ids(Some(resources.to_vec())).send().await;
        let answer = answer.map_err(Error::api("application-autoscaling:DescribeScalableTargets"))?;
        targets.extend(answer.scalable_targets.unwrap_or_default());
    }
    let mut policies = Vec::new();
    for target in &targets {
        let call = autoscaling.describe_scaling_policies().service_namespace(ServiceNamespace::Ecs);
        let answer = call.resource_id(target.resource_id()).send().await;
        let answer = answer.map_err(Error::api("application-autoscaling:DescribeScalingPolicies"))?;
        policies.extend(answer.scaling_policies.unwrap_or_default());
    }
    Ok((targets, policies))
}

/// The subnets that the tasks of a service are in.
pub(super) fn subnets(service: &Service) -> Vec<String> {
    let network = service.network_configuration().and_then(|network| network.awsvpc_configuration());
    network.map(|network| network.subnets().to_vec()).unwrap_or_default()
}

/// The VPC of each subnet that is there.
async fn vpcs(clients: &Clients, ids: &[String]) -> Result<BTreeMap<String, String>, Error> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let answer = direct::query_value(clients, &EC2, "ec2:DescribeSubnets", |writer| {
        writer.prefix("Filter.1.Name").string("subnet-id");
        let mut values = writer.prefix("Filter.1.Value").start_list(true, None);
        for id in ids {
            values.entry().string(id);
        }
        values.finish();
    })
    .await?;
    let pair = |subnet: &Value| (text(subnet, "subnetId").to_owned(), text(subnet, "vpcId").to_owned());
    Ok(list(&answer, "subnetSet").iter().map(pair).collect())
}
