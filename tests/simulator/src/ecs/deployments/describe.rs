//! DescribeServiceDeployments and DescribeServiceRevisions.

use serde_json::{Value, json};

use super::super::service::{Hook, target_group};
use super::super::{Deployment, ServiceDeployment, ServiceRevision, definitions};
use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::{World, seconds};

/// The records with some ARNs, up to twenty.
pub(in crate::ecs) fn describe(world: &World, request: &Value) -> Answer {
    let arns = request.list("serviceDeploymentArns");
    if arns.len() > 20 {
        return Err(AwsError::parameter("Cannot describe more than 20 service deployments."));
    }
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for arn in texts(arns) {
        match world.ecs.service_deployments.get(arn) {
            Some(record) => found.push(told(world, record)),
            None => failures.push(json!({"arn": arn, "reason": "MISSING"})),
        }
    }
    Ok(json!({"serviceDeployments": found, "failures": failures}))
}

fn told(world: &World, record: &ServiceDeployment) -> Value {
    let service = world.ecs.services.get(&record.service);
    let cluster = service.map(|service| service.cluster.clone()).unwrap_or_default();
    let source = record.sources.iter().map(|revision| summary(world, record, revision, false));
    let shifts = record.configuration.text("strategy") != "ROLLING";
    let breaker = &record.breaker;
    let running = ["PENDING", "IN_PROGRESS"].contains(&record.status.as_str());
    let watch = |enabled: bool, triggered: bool| match (enabled, triggered) {
        (false, _) => "DISABLED",
        (true, true) => "TRIGGERED",
        (true, false) if running => "MONITORING",
        (true, false) => "MONITORING_COMPLETE",
    };
    let mut told = json!({
        "serviceDeploymentArn": record.arn,
        "serviceArn": record.service,
        "clusterArn": world.arn("ecs", &format!("cluster/{cluster}")),
        "createdAt": seconds(record.created_at),
        "startedAt": record.started_at.map(seconds),
        "finishedAt": record.finished_at.map(seconds),
        "stoppedAt": record.stopped_at.map(seconds),
        "updatedAt": seconds(record.updated_at),
        "sourceServiceRevisions": source.collect::<Vec<Value>>(),
        "targetServiceRevision": summary(world, record, &record.target, true),
        "status": record.status,
        "deploymentConfiguration": record.configuration,
        "deploymentCircuitBreaker": {
            "status": watch(breaker.enabled, breaker.triggered),
            "failureCount": breaker.failures,
            "threshold": breaker.threshold,
        },
    });
    if !record.status_reason.is_empty() {
        told["statusReason"] = json!(record.status_reason);
    }
    if let Some(alarms) = record.configuration.get("alarms").filter(|alarms| alarms.is_object()) {
        told["alarms"] = json!({
            "status": watch(alarms.truth("enable"), !record.triggered.is_empty()),
            "alarmNames": alarms["alarmNames"],
            "triggeredAlarmNames": record.triggered,
        });
    }
    if let Some((reason, at, revision)) = &record.rollback {
        told["rollback"] = json!({"reason": reason, "startedAt": seconds(*at), "serviceRevisionArn": revision});
    }
    if shifts && !record.stage.is_empty() {
        let stage = match record.stage.as_str() {
            "PRE_PRODUCTION_TRAFFIC_SHIFT" => "POST_TEST_TRAFFIC_SHIFT",
            stage => stage,
        };
        told["lifecycleStage"] = json!(stage);
    }
    if !record.hooks.is_empty() {
        told["lifecycleHookDetails"] =
            json!(record.hooks.iter().map(|hook| hook_told(record, hook)).collect::<Vec<_>>());
    }
    told
}

fn hook_told(record: &ServiceDeployment, hook: &Hook) -> Value {
    let configured = record.configuration.list("lifecycleHooks").get(hook.place);
    let kind = configured.map(|configured| configured.text("targetType")).filter(|kind| !kind.is_empty());
    let mut told = json!({
        "hookId": hook.id,
        "targetType": kind.unwrap_or("AWS_LAMBDA"),
        "status": hook.status,
        "expiresAt": seconds(hook.expires_at),
        "timeoutAction": hook.timeout_action,
    });
    if let Some(target) = configured.and_then(|configured| configured.get("hookTargetArn")) {
        told["targetArn"] = target.clone();
    }
    told
}

/// A revision in a record, with its counts and its share of the traffic.
fn summary(world: &World, record: &ServiceDeployment, revision: &str, is_target: bool) -> Value {
    let service = world.ecs.services.get(&record.service);
    let deployment =
        service.and_then(|service| service.deployments.iter().find(|deployment| deployment.revision == revision));
    let count = |running: bool| match deployment {
        Some(Deployment { id, .. }) => {
            let tasks = world.ecs.tasks.values().filter(|task| task.started_by == *id);
            tasks.filter(|task| if running { task.counts_as_running() } else { task.counts_as_pending() }).count()
        }
        None => 0,
    };
    let mut told = json!({
        "arn": revision,
        "requestedTaskCount": deployment.map_or(0, |deployment| deployment.desired),
        "runningTaskCount": count(true),
        "pendingTaskCount": count(false),
    });
    if record.configuration.text("strategy") != "ROLLING" {
        let share = |of_target: f64| if is_target { of_target } else { 100.0 - of_target };
        told["requestedProductionTrafficWeight"] = json!(share(record.production));
        told["requestedTestTrafficWeight"] = json!(share(record.test));
    }
    told
}

/// The revisions with some ARNs.
pub(in crate::ecs) fn revisions(world: &World, request: &Value) -> Value {
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for arn in texts(request.list("serviceRevisionArns")) {
        match world.ecs.service_revisions.get(arn) {
            Some(revision) => found.push(revision_told(world, revision)),
            None => failures.push(json!({"arn": arn, "reason": "MISSING"})),
        }
    }
    json!({"serviceRevisions": found, "failures": failures})
}

fn revision_told(world: &World, revision: &ServiceRevision) -> Value {
    let fields = &revision.fields;
    let definition = definitions::find(world, fields.text("taskDefinition"));
    let containers = definition.map(|definition| definition.list("containerDefinitions")).unwrap_or_default();
    let images: Vec<Value> = containers
        .iter()
        .map(|container| {
            let image = container.text("image");
            let mut told = json!({"containerName": container.text("name"), "image": image});
            if let Some((_, digest)) = image.split_once('@') {
                told["imageDigest"] = json!(digest);
            }
            told
        })
        .collect();
    let cluster = world.ecs.services.get(&revision.service).map(|service| service.cluster.clone()).unwrap_or_default();
    let mut told = json!({
        "serviceRevisionArn": revision.arn,
        "serviceArn": revision.service,
        "clusterArn": world.arn("ecs", &format!("cluster/{cluster}")),
        "taskDefinition": fields["taskDefinition"],
        "containerImages": images,
        "createdAt": seconds(revision.created_at),
    });
    for name in crate::ecs::REVISED.iter().filter(|name| **name != "taskDefinition") {
        if let Some(value) = fields.get(*name) {
            told[*name] = value.clone();
        }
    }
    let service = world.ecs.services.get(&revision.service);
    let alternate = service.and_then(|service| service.deployments.iter().find(|held| held.revision == revision.arn));
    let alternate = alternate.is_some_and(|deployment| deployment.alternate);
    let resolved: Vec<Value> = fields
        .list("loadBalancers")
        .iter()
        .map(|balancer| {
            let rule = balancer.get("advancedConfiguration").map(|advanced| &advanced["productionListenerRule"]);
            json!({"targetGroupArn": target_group(balancer, alternate), "productionListenerRule": rule})
        })
        .collect();
    if !resolved.is_empty() {
        told["resolvedConfiguration"] = json!({"loadBalancers": resolved});
    }
    told
}
