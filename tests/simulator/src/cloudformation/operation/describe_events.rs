//! DescribeStackEvents.

use serde_json::{Value, json};

use super::{found, no_stack};
use crate::cloudformation::event::Event;
use crate::cloudformation::stack::Stack;
use crate::error::Answer;
use crate::page::page;
use crate::world::{World, iso};

/// How many events a page tells.
const EVENTS: usize = 100;

pub(super) fn describe_stack_events(world: &World, request: &Value) -> Answer {
    let stack = found(world, request, no_stack)?;
    let told: Vec<Value> = stack.events.iter().rev().map(|event| told(stack, event)).collect();
    Ok(page("StackEvents", "NextToken", &told, request, "", EVENTS))
}

fn told(stack: &Stack, event: &Event) -> Value {
    let mut told = json!({
        "StackId": stack.id,
        "EventId": event.id(),
        "StackName": stack.name,
        "LogicalResourceId": event.logical,
        "PhysicalResourceId": event.physical,
        "ResourceType": event.kind,
        "Timestamp": iso(event.at),
        "ResourceStatus": event.status,
        "ClientRequestToken": event.token,
    });
    if !event.reason.is_empty() {
        told["ResourceStatusReason"] = json!(event.reason);
    }
    told
}
