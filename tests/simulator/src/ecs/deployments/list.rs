//! ListServiceDeployments.

use serde_json::{Value, json};

use super::super::{clusters, services};
use crate::error::{Answer, AwsError};
use crate::page::page;
use crate::text::{Request, texts};
use crate::world::{World, seconds};

/// The deployments of a service, the newest first; those of some statuses, or made in some time.
pub(in crate::ecs) fn list(world: &World, request: &Value) -> Answer {
    clusters::find(world, request)?;
    let service = services::asked(world, request);
    let service = service.ok_or_else(|| AwsError::new("ServiceNotFoundException", "Service not found."))?;
    let statuses = request.list("status");
    let bound = |key: &str| request.get("createdAt").and_then(|range| range.get(key)).and_then(Value::as_f64);
    let (after, before) = (bound("after"), bound("before"));
    let mut records: Vec<_> = world
        .ecs
        .service_deployments
        .values()
        .filter(|record| record.service == service.arn && record.created_at >= service.created_at)
        .filter(|record| statuses.is_empty() || texts(statuses).any(|status| status == record.status))
        .filter(|record| after.is_none_or(|after| seconds(record.created_at) >= after))
        .filter(|record| before.is_none_or(|before| seconds(record.created_at) <= before))
        .collect();
    records.sort_by(|one, other| other.created_at.cmp(&one.created_at).then(one.arn.cmp(&other.arn)));
    let cluster = world.arn("ecs", &format!("cluster/{}", service.cluster));
    let found: Vec<Value> = records
        .into_iter()
        .map(|record| {
            let mut told = json!({
                "serviceDeploymentArn": record.arn,
                "serviceArn": record.service,
                "clusterArn": cluster,
                "createdAt": seconds(record.created_at),
                "startedAt": record.started_at.map(seconds),
                "finishedAt": record.finished_at.map(seconds),
                "targetServiceRevisionArn": record.target,
                "status": record.status,
            });
            if !record.status_reason.is_empty() {
                told["statusReason"] = json!(record.status_reason);
            }
            told
        })
        .collect();
    Ok(page("serviceDeployments", "nextToken", &found, request, "maxResults", 100))
}
