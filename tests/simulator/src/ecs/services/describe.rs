//! DescribeServices and ListServices.

use serde_json::{Value, json};

use super::super::{Deployment, Service, clusters};
use super::{find, name_of};
use crate::error::{Answer, AwsError};
use crate::page::page;
use crate::text::{Request, texts};
use crate::world::{World, seconds};

/// How many events a service tells.
const EVENTS: usize = 100;

/// ListServices: the ARNs of those that are active.
pub(in crate::ecs) fn list(world: &World, request: &Value) -> Answer {
    let cluster = clusters::find(world, request)?;
    let (kind, strategy) = (request.text("launchType"), request.text("schedulingStrategy"));
    let fits = |service: &Service, key: &str, wanted: &str| wanted.is_empty() || service.fields.text(key) == wanted;
    let services = world.ecs.services.values().filter(|service| {
        service.cluster == cluster.name
            && service.status == "ACTIVE"
            && fits(service, "launchType", kind)
            && fits(service, "schedulingStrategy", strategy)
    });
    let found: Vec<Value> = services.map(|service| json!(service.arn)).collect();
    Ok(page(
        "serviceArns",
        "nextToken",
        &found,
        request,
        "maxResults",
        if request["maxResults"].is_null() { 10 } else { 100 },
    ))
}

/// DescribeServices: up to ten.
pub(in crate::ecs) fn describe(world: &World, request: &Value) -> Answer {
    let cluster = clusters::find(world, request)?;
    let names = request.list("services");
    if names.is_empty() {
        return Err(AwsError::parameter("Services cannot be empty."));
    }
    if names.len() > 10 {
        return Err(AwsError::parameter("Cannot describe more than 10 services."));
    }
    let tags = texts(request.list("include")).any(|field| field == "TAGS");
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for name in texts(names) {
        match find(world, &cluster.name, name) {
            Some(service) => found.push(told(world, service, tags)),
            None => {
                let arn = world.arn("ecs", &format!("service/{}/{}", cluster.name, name_of(name)));
                failures.push(json!({"arn": arn, "reason": "MISSING"}));
            }
        }
    }
    Ok(json!({"services": found, "failures": failures}))
}

/// The strategies that move traffic between two target groups.
const MOVING: [&str; 3] = ["BLUE_GREEN", "CANARY", "LINEAR"];

/// A service as the answers tell it.
pub(in crate::ecs) fn told(world: &World, service: &Service, tags: bool) -> Value {
    let mut told = service.fields.clone();
    if let Some(fields) = told.as_object_mut() {
        for of_deployment in ["serviceConnectConfiguration", "volumeConfigurations", "vpcLatticeConfigurations"] {
            fields.remove(of_deployment);
        }
    }
    let deployments: Vec<Value> =
        service.deployments.iter().enumerate().map(|(place, held)| deployment(world, service, held, place)).collect();
    let count = |key: &str| deployments.iter().filter_map(|held| held.number(key)).sum::<i64>();
    told["serviceArn"] = json!(service.arn);
    told["serviceName"] = json!(service.name);
    told["clusterArn"] = json!(world.arn("ecs", &format!("cluster/{}", service.cluster)));
    told["status"] = json!(service.status);
    told["desiredCount"] = json!(service.desired);
    told["runningCount"] = json!(count("runningCount"));
    told["pendingCount"] = json!(count("pendingCount"));
    told["createdAt"] = json!(seconds(service.created_at));
    told["createdBy"] = json!(format!("arn:aws:iam::{}:user/simulator", world.account));
    if !service.fields.list("loadBalancers").is_empty() {
        let role = "role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";
        told["roleArn"] = json!(format!("arn:aws:iam::{}:{role}", world.account));
    }
    let events = service.events.iter().take(EVENTS);
    let events: Vec<Value> =
        events.map(|(at, id, message)| json!({"id": id, "createdAt": seconds(*at), "message": message})).collect();
    told["events"] = json!(events);
    if let Some(current) = &service.current {
        told["currentServiceDeployment"] = json!(current);
    }
    let revisions = service.deployments.iter().zip(&deployments).map(|(held, told)| {
        json!({
            "arn": held.revision,
            "requestedTaskCount": told["desiredCount"],
            "runningTaskCount": told["runningCount"],
            "pendingTaskCount": told["pendingCount"],
        })
    });
    told["currentServiceRevisions"] = json!(revisions.collect::<Vec<Value>>());
    told["deployments"] = json!(deployments);
    if tags {
        told["tags"] = json!(service.tags);
    }
    told
}

fn deployment(world: &World, service: &Service, held: &Deployment, place: usize) -> Value {
    let fields = world.ecs.service_revisions.get(&held.revision).map_or(&service.fields, |revision| &revision.fields);
    let tasks =
        || world.ecs.tasks.values().filter(|task| task.started_by == held.id && task.cluster == service.cluster);
    let running = tasks().filter(|task| task.counts_as_running()).count();
    let pending = tasks().filter(|task| task.counts_as_pending()).count();
    let mut told = json!({
        "id": held.id,
        "status": if place == 0 { "PRIMARY" } else { "ACTIVE" },
        "taskDefinition": fields["taskDefinition"],
        "desiredCount": held.desired,
        "runningCount": running,
        "pendingCount": pending,
        "failedTasks": held.failed,
        "createdAt": seconds(held.created_at),
        "updatedAt": seconds(held.updated_at),
    });
    // ECS promises both for rolling deployments alone.
    if !MOVING.contains(&service.fields["deploymentConfiguration"].text("strategy")) {
        told["rolloutState"] = json!(held.state);
        told["rolloutStateReason"] = json!(held.reason);
    }
    let of_revision = [
        "capacityProviderStrategy",
        "launchType",
        "platformVersion",
        "platformFamily",
        "networkConfiguration",
        "serviceConnectConfiguration",
        "volumeConfigurations",
        "vpcLatticeConfigurations",
    ];
    for name in of_revision {
        if let Some(value) = fields.get(name) {
            told[name] = value.clone();
        }
    }
    told
}
