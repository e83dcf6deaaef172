//! Amazon ECS.

mod cluster;
mod clusters;
mod connect;
mod definitions;
mod deployments;
mod placement;
mod roles;
mod scheduler;
mod service;
mod services;
mod snapshot;
mod tags;
mod task;
mod tasks;
mod violations;
mod volumes;

use std::collections::BTreeMap;

use serde_json::Value;

pub(crate) use cluster::{CapacityProvider, Cluster, ContainerInstance};
pub(crate) use definitions::find as definition;
pub(crate) use scheduler::{drain_instance, instance_starts, terminate};
pub(crate) use service::{Deployment, Service, ServiceDeployment, ServiceRevision};
pub(crate) use snapshot::{pairs, snapshot};
pub(crate) use tags::tagged;
pub(crate) use task::Task;
pub(crate) use violations::violations;

pub(crate) use connect::obstacles;
pub(crate) use tasks::name_obstacles;

use crate::error::{Answer, AwsError};
use crate::text::Request;
use crate::world::World;

/// What ECS holds in the region.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ecs {
    /// By their name.
    pub(crate) clusters: BTreeMap<String, Cluster>,
    /// By their name, those of the account beside `FARGATE` and `FARGATE_SPOT`.
    pub(crate) capacity_providers: BTreeMap<String, CapacityProvider>,
    /// By their ARN.
    pub(crate) container_instances: BTreeMap<String, ContainerInstance>,
    /// Task definitions as DescribeTaskDefinition answers them, by family and revision.
    pub(crate) task_definitions: BTreeMap<String, BTreeMap<u32, Value>>,
    /// The latest revision that a family ever had.
    pub(crate) latest: BTreeMap<String, u32>,
    /// By their ARN.
    pub(crate) services: BTreeMap<String, Service>,
    /// By their ARN.
    pub(crate) service_deployments: BTreeMap<String, ServiceDeployment>,
    /// By their ARN.
    pub(crate) service_revisions: BTreeMap<String, ServiceRevision>,
    /// By their ARN; those that stopped an hour ago are gone.
    pub(crate) tasks: BTreeMap<String, Task>,
    /// The tags of what is not a service or a task, by ARN.
    pub(crate) tags: BTreeMap<String, Vec<Value>>,
}

/// What a service revision is made of.
const REVISED: [&str; 11] = [
    "taskDefinition",
    "networkConfiguration",
    "loadBalancers",
    "serviceRegistries",
    "serviceConnectConfiguration",
    "volumeConfigurations",
    "platformVersion",
    "platformFamily",
    "vpcLatticeConfigurations",
    "capacityProviderStrategy",
    "launchType",
];

/// Answers an operation.
pub(crate) fn answer(world: &mut World, operation: &str, request: &Value) -> Answer {
    match operation {
        "RegisterTaskDefinition" => definitions::register(world, request),
        "DescribeTaskDefinition" => definitions::describe(world, request),
        "ListTaskDefinitions" => Ok(definitions::list(world, request)),
        "ListTaskDefinitionFamilies" => Ok(definitions::families(world, request)),
        "DeregisterTaskDefinition" => definitions::deregister(world, request),
        "DeleteTaskDefinitions" => definitions::delete(world, request),
        "CreateService" => services::create(world, request),
        "UpdateService" => services::update(world, request),
        "DeleteService" => services::delete(world, request),
        "DescribeServices" => services::describe(world, request),
        "ListServices" => services::list(world, request),
        "ListServiceDeployments" => deployments::list(world, request),
        "DescribeServiceDeployments" => deployments::describe(world, request),
        "DescribeServiceRevisions" => Ok(deployments::revisions(world, request)),
        "StopServiceDeployment" => deployments::stop(world, request),
        "ContinueServiceDeployment" => deployments::proceed(world, request),
        "RunTask" => tasks::run(world, request),
        "ExecuteCommand" => tasks::execute(world, request),
        "StopTask" => tasks::stop_task(world, request),
        "ListTasks" => tasks::list(world, request),
        "DescribeTasks" => tasks::describe(world, request),
        "ListAccountSettings" => Ok(settings(world)),
        "DescribeClusters" => Ok(clusters::describe(world, request)),
        "DescribeCapacityProviders" => Ok(clusters::describe_providers(world, request)),
        "UpdateCapacityProvider" => clusters::update_provider(world, request),
        "ListContainerInstances" => clusters::list_instances(world, request),
        "DescribeContainerInstances" => clusters::describe_instances(world, request),
        "TagResource" => tags::tag(world, request),
        "UntagResource" => tags::untag(world, request),
        "ListTagsForResource" => tags::list(world, request),
        _ => Err(AwsError::unknown_operation("ecs", operation)),
    }
}

/// The account's settings, those that nobody has changed too.
fn settings(world: &World) -> Value {
    let setting = |name: &str, value: &str| {
        let principal = format!("arn:aws:iam::{}:root", world.account);
        serde_json::json!({"name": name, "value": value, "principalArn": principal})
    };
    serde_json::json!({"settings": [
        setting("serviceLongArnFormat", "enabled"),
        setting("taskLongArnFormat", "enabled"),
        setting("containerInstanceLongArnFormat", "enabled"),
        setting("awsvpcTrunking", "disabled"),
        setting("containerInsights", "disabled"),
    ]})
}

/// Whether a cluster has an active service of a name.
pub(crate) fn is_active(world: &World, cluster: &str, service: &str) -> bool {
    services::find(world, cluster, service).is_some_and(|held| held.status == "ACTIVE")
}

/// The ARNs of the target groups of a service, the one between which and another its traffic moves included.
pub(crate) fn target_groups(world: &World, cluster: &str, service: &str) -> Vec<String> {
    let held = services::find(world, cluster, service);
    let balancers = held.map(|held| held.fields.list("loadBalancers").to_vec()).unwrap_or_default();
    let both = balancers.iter().flat_map(|balancer| {
        [balancer.text("targetGroupArn"), balancer["advancedConfiguration"].text("alternateTargetGroupArn")]
    });
    both.filter(|arn| !arn.is_empty()).map(str::to_owned).collect()
}

/// Brings the count of a service inside bounds, as Application Auto Scaling does.
pub(crate) fn clamp(world: &mut World, cluster: &str, service: &str, minimum: u32, maximum: u32) {
    let Some(held) = services::find(world, cluster, service) else { return };
    let (arn, count) = (held.arn.clone(), held.desired.clamp(minimum, maximum.max(minimum)));
    scale(world, &arn, count);
}

/// Sets the count of a service, as Application Auto Scaling does.
pub(crate) fn scale(world: &mut World, service: &str, count: u32) {
    let Some(held) = world.ecs.services.get_mut(service) else { return };
    if held.status != "ACTIVE" || held.desired == count {
        return;
    }
    held.desired = count;
    scheduler::tell(world, service, &format!("updated desired count to {count}."));
    scheduler::poke(world, service);
}

/// Spot takes back the capacity of tasks of a service.
pub(crate) fn interrupt(world: &mut World, cluster: &str, service: &str, count: usize) {
    let group = format!("service:{service}");
    let ours = world.ecs.tasks.values().filter(|task| task.cluster == cluster && task.group == group);
    let ours: Vec<String> = ours.filter(|task| task.status == "RUNNING").map(|task| task.arn.clone()).collect();
    for arn in ours.iter().take(count) {
        let reason = "Your Spot Task was interrupted.".to_owned();
        tasks::stop(world, arn, tasks::Why { code: "SpotInterruption", reason });
    }
}

/// The running tasks of a service write a line now, that is as old as `late` says.
pub(crate) fn write(world: &mut World, service: &str, line: &str, late: std::time::Duration) {
    tasks::write(world, service, line, late);
}

/// Lets the scheduler look at every service soon.
pub(crate) fn poke_all(world: &mut World) {
    let services: Vec<String> = world.ecs.services.keys().cloned().collect();
    for service in services {
        scheduler::poke(world, &service);
    }
}

impl Ecs {
    /// A task definition by its ARN.
    pub(crate) fn definition(&self, arn: &str) -> Option<&Value> {
        let (family, revision) = arn.rsplit('/').next()?.split_once(':')?;
        self.task_definitions.get(family)?.get(&revision.parse().ok()?)
    }
}
