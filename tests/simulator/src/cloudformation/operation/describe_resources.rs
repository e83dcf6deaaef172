//! DescribeStackResources and ListStackResources.

use serde_json::{Value, json};

use super::{found, no_stack_with_id};
use crate::error::{Answer, AwsError};
use crate::page::page;
use crate::text::Request;
use crate::world::{World, iso};

/// How many resources are told at once.
const RESOURCES: usize = 100;

pub(super) fn describe_stack_resources(world: &World, request: &Value) -> Answer {
    let stack = found(world, request, no_stack_with_id)?;
    let wanted = request.text("LogicalResourceId");
    let resources = stack.resources.0.iter().filter(|(id, _)| wanted.is_empty() || *id == wanted);
    let told: Vec<Value> = resources
        .take(RESOURCES)
        .map(|(id, resource)| {
            let reason = Some(&resource.reason).filter(|reason| !reason.is_empty());
            json!({
                "StackId": stack.id,
                "StackName": stack.name,
                "LogicalResourceId": id,
                "PhysicalResourceId": resource.physical,
                "ResourceType": resource.kind,
                "Timestamp": iso(resource.at),
                "ResourceStatus": resource.status,
                "ResourceStatusReason": reason,
                "DriftInformation": { "StackResourceDriftStatus": "NOT_CHECKED" },
            })
        })
        .collect();
    if told.is_empty() && !wanted.is_empty() {
        let message = format!("Resource {wanted} does not exist for stack {}", stack.name);
        return Err(AwsError::validation(message));
    }
    Ok(json!({ "StackResources": told }))
}

pub(super) fn list_stack_resources(world: &World, request: &Value) -> Answer {
    let stack = found(world, request, no_stack_with_id)?;
    let told: Vec<Value> = stack
        .resources
        .0
        .iter()
        .map(|(id, resource)| {
            let reason = Some(&resource.reason).filter(|reason| !reason.is_empty());
            json!({
                "LogicalResourceId": id,
                "PhysicalResourceId": resource.physical,
                "ResourceType": resource.kind,
                "LastUpdatedTimestamp": iso(resource.at),
                "ResourceStatus": resource.status,
                "ResourceStatusReason": reason,
                "DriftInformation": { "StackResourceDriftStatus": "NOT_CHECKED" },
            })
        })
        .collect();
    Ok(page("StackResourceSummaries", "NextToken", &told, request, "", RESOURCES))
}
