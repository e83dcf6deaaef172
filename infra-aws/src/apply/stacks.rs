//! Stacks: make, change, delete, and say what in them failed.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sdk_cloudformation::types::{Capability, Parameter, StackEvent, Tag};

use super::Tell;
use crate::Error;
use crate::error::ResourceFailure;
use crate::observe::ObservedStack;
use crate::stack::DesiredStack;
use crate::wait::{Deadline, Pace};

/// How long one stack may take. An Auto Scaling group or a NAT gateway takes a few minutes, a load balancer about three.
const MINUTES: u64 = 60;

/// How often a stack that was just made may be unknown: CloudFormation's reads can be behind its writes.
const UNKNOWN: u32 = 5;

/// Makes a stack and waits until it is complete.
pub(super) async fn create(tell: &Tell<'_>, stack: &DesiredStack) -> Result<(), Error> {
    let (body, parameters) = request(tell, stack)?;
    let token = token();
    let call = tell.context.clients.cloudformation.create_stack().stack_name(stack.name()).template_body(body);
    let call =
        call.set_parameters(Some(parameters)).set_tags(Some(tags(stack))).capabilities(Capability::CapabilityIam);
    let call = call.client_request_token(&token);
    match call.send().await.map_err(Error::api("cloudformation:CreateStack")) {
        // The answer to an earlier try of this very call was lost: the stack is the one that was asked for.
        Err(error) if error.code() == Some("AlreadyExistsException") => {}
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    finish(tell, stack.name(), "CREATE_COMPLETE", token).await
}

/// Changes a stack and waits until it is complete.
pub(super) async fn update(tell: &Tell<'_>, stack: &DesiredStack) -> Result<(), Error> {
    let (body, parameters) = request(tell, stack)?;
    let token = token();
    let call = tell.context.clients.cloudformation.update_stack().stack_name(stack.name()).template_body(body);
    let call =
        call.set_parameters(Some(parameters)).set_tags(Some(tags(stack))).capabilities(Capability::CapabilityIam);
    let call = call.client_request_token(&token);
    match call.send().await.map_err(Error::api("cloudformation:UpdateStack")) {
        Err(Error::Api { message, .. }) if message.contains("No updates are to be performed") => {
            return learn(tell, stack.name()).await;
        }
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    finish(tell, stack.name(), "UPDATE_COMPLETE", token).await
}

/// Deletes a stack and waits until it is gone.
pub(super) async fn delete(tell: &Tell<'_>, name: &str) -> Result<(), Error> {
    // By its id a deleted stack can still be asked for; by its name it is unknown.
    let Some((id, _)) = describe(tell, name).await? else { return Ok(()) };
    let token = token();
    let call = tell.context.clients.cloudformation.delete_stack().stack_name(name).client_request_token(&token);
    call.send().await.map_err(Error::api("cloudformation:DeleteStack"))?;
    let deadline = Deadline::minutes(MINUTES);
    let mut watch = Watch::new(id.clone(), token);
    loop {
        let stack = describe(tell, &id).await?;
        watch.tell_news(tell).await?;
        match stack {
            None => return Ok(()),
            Some((_, stack)) if stack.status == "DELETE_COMPLETE" => return Ok(()),
            Some((_, stack)) if stack.status == "DELETE_FAILED" => return Err(watch.failure(name, &stack.status)),
            Some(_) => {}
        }
        deadline.check(|| format!("deleting stack {name}"))?;
        watch.pace.wait().await;
    }
}

/// Waits until a stack comes to rest, and learns its outputs if that is as `goal` says.
async fn finish(tell: &Tell<'_>, name: &str, goal: &str, token: String) -> Result<(), Error> {
    let deadline = Deadline::minutes(MINUTES);
    let mut watch = Watch::new(name.to_owned(), token);
    let mut unknown = 0;
    loop {
        let Some((_, stack)) = describe(tell, name).await? else {
            unknown += 1;
            if unknown <= UNKNOWN {
                watch.pace.wait().await;
                continue;
            }
            return Err(Error::Conflict(format!("stack {name} was deleted by somebody while it was being made")));
        };
        watch.tell_news(tell).await?;
        if stack.status == goal {
            tell.context.learn_outputs(name, stack.outputs);
            return Ok(());
        }
        if !stack.is_moving() || stack.status == "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS" {
            if stack.status.starts_with("UPDATE_COMPLETE") {
                tell.context.learn_outputs(name, stack.outputs);
                return Ok(());
            }
            return Err(watch.failure(name, &stack.status));
        }
        deadline.check(|| format!("stack {name} ({})", stack.status))?;
        watch.pace.wait().await;
    }
}

async fn learn(tell: &Tell<'_>, name: &str) -> Result<(), Error> {
    if let Some((_, stack)) = describe(tell, name).await? {
        tell.context.learn_outputs(name, stack.outputs);
    }
    Ok(())
}

/// A stack by name or id, with its id; none if there is none.
async fn describe(tell: &Tell<'_>, name: &str) -> Result<Option<(String, ObservedStack)>, Error> {
    let call = tell.context.clients.cloudformation.describe_stacks().stack_name(name);
    match call.send().await.map_err(Error::api("cloudformation:DescribeStacks")) {
        Ok(answer) => Ok(answer.stacks().first().map(|stack| {
            let id = stack.stack_id().unwrap_or(name).to_owned();
            (id, ObservedStack::from_sdk(stack, String::new()))
        })),
        Err(error) if error.is_missing() => Ok(None),
        Err(error) => Err(error),
    }
}

/// The template and the parameters, now that all of their values are known.
fn request(tell: &Tell<'_>, stack: &DesiredStack) -> Result<(String, Vec<Parameter>), Error> {
    let known = tell.context.known();
    let values = stack.values(&known).ok_or_else(|| Error::Answer {
        operation: "cloudformation:DescribeStacks",
        what: format!("the outputs of stack {} that stack {} needs", stack.cluster, stack.name()),
    })?;
    let parameter =
        |(name, value): (&String, &String)| Parameter::builder().parameter_key(name).parameter_value(value).build();
    Ok((stack.body(&values), values.iter().map(parameter).collect()))
}

fn tags(stack: &DesiredStack) -> Vec<Tag> {
    let tags: &BTreeMap<String, String> = &stack.template.tags;
    tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build()).collect()
}

/// The events of a stack as they come.
struct Watch {
    stack: String,
    /// What the events of this change carry, and those of earlier ones do not.
    token: String,
    pace: Pace,
    seen: Option<String>,
    failures: Vec<ResourceFailure>,
}

impl Watch {
    fn new(stack: String, token: String) -> Self {
        let pace = Pace::new(Duration::from_secs(1), Duration::from_secs(5));
        Self { stack, token, pace, seen: None, failures: Vec::new() }
    }

    /// Tells the events of this change that came since the last look, oldest first.
    async fn tell_news(&mut self, tell: &Tell<'_>) -> Result<(), Error> {
        let call = tell.context.clients.cloudformation.describe_stack_events().stack_name(&self.stack);
        let answer = match call.send().await.map_err(Error::api("cloudformation:DescribeStackEvents")) {
            Err(error) if error.is_missing() => return Ok(()),
            answer => answer?,
        };
        let seen = self.seen.take();
        let news = answer.stack_events().iter().take_while(|event| event.event_id() != seen.as_deref());
        let ours = |event: &&StackEvent| event.client_request_token() == Some(&self.token);
        let news: Vec<&StackEvent> = news.filter(ours).collect();
        if let Some(newest) = answer.stack_events().first() {
            self.seen = newest.event_id().map(str::to_owned);
        }
        for event in news.into_iter().rev() {
            self.note(tell, event);
        }
        Ok(())
    }

    fn note(&mut self, tell: &Tell<'_>, event: &StackEvent) {
        let status = event.resource_status().map(aws_sdk_cloudformation::types::ResourceStatus::as_str);
        let (Some(status), Some(id)) = (status, event.logical_resource_id()) else { return };
        let reason = event.resource_status_reason().unwrap_or_default();
        // What is cancelled because something else failed is no cause.
        if status.ends_with("_FAILED") && !is_stack(event) && !reason.contains("cancelled") {
            let failure = ResourceFailure {
                logical_id: id.to_owned(),
                resource_type: event.resource_type().unwrap_or_default().to_owned(),
                reason: reason.to_owned(),
            };
            tell.progress(failure.to_string());
            self.failures.push(failure);
        } else {
            tell.progress(format!("{status} {id}"));
        }
    }

    fn failure(self, stack: &str, status: &str) -> Error {
        Error::Stack { stack: stack.to_owned(), status: status.to_owned(), failures: self.failures }
    }
}

/// Whether the event is the stack's own, and not a resource's.
fn is_stack(event: &StackEvent) -> bool {
    event.physical_resource_id().is_some() && event.physical_resource_id() == event.stack_id()
}

/// A name for one change, which no other change has.
fn token() -> String {
    static CHANGES: AtomicU32 = AtomicU32::new(0);
    let change = CHANGES.fetch_add(1, Ordering::Relaxed);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("infra-{}-{}-{change}", now.as_nanos(), std::process::id())
}
