//! Stacks: make, change, delete, and say what in them failed.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sdk_cloudformation::types::{Capability, Parameter, Stack, Tag};
use tokio::time::sleep;

use super::Tell;
use super::news::Watch;
use crate::Error;
use crate::error::ResourceFailure;
use crate::observe::ObservedStack;
use crate::observe::services::read_one;
use crate::stack::DesiredStack;
use crate::template::output;
use crate::wait::{Deadline, Pace};

/// How long one stack may take. An Auto Scaling group or a NAT gateway takes a few minutes, a load balancer about three.
const MINUTES: u64 = 60;

/// How often a stack that was just made may be unknown: CloudFormation's reads can be behind its writes.
const UNKNOWN: u32 = 5;

/// How long to wait for what AWS does on its own: making a role, giving up what was just stopped.
const PAUSE: Duration = Duration::from_secs(20);

/// What the reasons say when something that was just stopped is not quite gone yet.
const STILL_USED: [&str; 6] =
    ["in use", "dependen", "Container Instances", "still contains", "registered instances", "associated services"];

/// How often a deletion is tried again that failed for such a reason.
const DELETIONS: u32 = 3;

/// Makes a stack and waits until it is complete.
pub(super) async fn create(tell: &Tell<'_>, stack: &DesiredStack) -> Result<(), Error> {
    match create_once(tell, stack).await {
        // The first cluster of an account makes the role that it needs, and is quicker than the role.
        Err(Error::Stack { failures, .. }) if failures.iter().any(waits_for_role) => {
            tell.progress("ECS makes its service-linked role first; trying again");
            sleep(PAUSE).await;
            delete(tell, stack.name()).await?;
            create_once(tell, stack).await
        }
        result => result,
    }
}

fn waits_for_role(failure: &ResourceFailure) -> bool {
    let reason = failure.reason.to_lowercase();
    reason.contains("service linked role") || reason.contains("service-linked role")
}

async fn create_once(tell: &Tell<'_>, stack: &DesiredStack) -> Result<(), Error> {
    let (body, parameters) = request(tell, stack)?;
    let token = token();
    let call = tell.context.clients.cloudformation.create_stack().stack_name(stack.name()).template_body(body);
    let call =
        call.set_parameters(Some(parameters)).set_tags(Some(tags(stack))).capabilities(Capability::CapabilityNamedIam);
    let call = call.client_request_token(&token);
    match call.send().await.map_err(Error::api("cloudformation:CreateStack")) {
        // The answer to an earlier try of this very call may have been lost. Or somebody else's app has the name.
        Err(error) if error.code() == Some("AlreadyExistsException") => check_ours(tell, stack).await?,
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    finish(tell, stack.name(), "CREATE_COMPLETE", token, false).await
}

/// Changes a stack and waits until it is complete; with `settle` also until what it no longer has is deleted.
pub(super) async fn update(tell: &Tell<'_>, stack: &DesiredStack, settle: bool) -> Result<(), Error> {
    rest(tell, stack.name()).await?;
    let (body, parameters) = request(tell, stack)?;
    check_traffic(tell, stack).await?;
    let token = token();
    let call = tell.context.clients.cloudformation.update_stack().stack_name(stack.name()).template_body(body);
    let call =
        call.set_parameters(Some(parameters)).set_tags(Some(tags(stack))).capabilities(Capability::CapabilityNamedIam);
    let call = call.client_request_token(&token);
    match call.send().await.map_err(Error::api("cloudformation:UpdateStack")) {
        Err(Error::Api { message, .. }) if message.contains("No updates are to be performed") => {
            return learn(tell, stack.name()).await;
        }
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    finish(tell, stack.name(), "UPDATE_COMPLETE", token, settle).await
}

/// Refuses to set the weights of rules to what held when the plan was made, if it holds no more: all of production's
/// traffic would go to a target group without targets. It is read at the last moment: an answer to a question and the
/// stacks before this one may have taken long.
async fn check_traffic(tell: &Tell<'_>, stack: &DesiredStack) -> Result<(), Error> {
    let known = tell.context.known();
    let has_alternate = known.output(stack.name(), output::ALTERNATE_TARGET_GROUP_ARN).is_some();
    if !has_alternate && !stack.has_weights() {
        return Ok(());
    }
    let (clients, names) = (&tell.context.clients, &tell.context.blueprint.names);
    let Some(service) = read_one(clients, names, &stack.cluster, stack.name()).await? else { return Ok(()) };
    let planned = known.on_alternate.contains(stack.name());
    if !service.is_moving_traffic() && service.is_on_alternate(&known) == planned {
        return Ok(());
    }
    let item = &stack.template.item;
    Err(Error::Conflict(format!(
        "the traffic of `{item}` moves, or has moved, since this plan was made, and a change of its stack would move it \
         back; deploy again when no deployment of it goes on"
    )))
}

/// Deletes a stack and waits until it is gone.
pub(super) async fn delete(tell: &Tell<'_>, name: &str) -> Result<(), Error> {
    let mut tries = 0;
    loop {
        match delete_once(tell, name).await {
            Err(Error::Stack { failures, .. }) if tries < DELETIONS && failures.iter().any(is_still_used) => {
                tries += 1;
                tell.progress("something in it is still used; trying again");
                sleep(PAUSE).await;
            }
            result => return result,
        }
    }
}

fn is_still_used(failure: &ResourceFailure) -> bool {
    STILL_USED.iter().any(|words| failure.reason.contains(words))
}

async fn delete_once(tell: &Tell<'_>, name: &str) -> Result<(), Error> {
    rest(tell, name).await?;
    // By its id a deleted stack can still be asked for; by its name it is unknown.
    let Some(stack) = describe(tell, name).await? else { return Ok(()) };
    let id = stack.stack_id().unwrap_or(name).to_owned();
    let token = token();
    let call = tell.context.clients.cloudformation.delete_stack().stack_name(name).client_request_token(&token);
    call.send().await.map_err(Error::api("cloudformation:DeleteStack"))?;
    let deadline = Deadline::minutes(MINUTES);
    let mut watch = Watch::new(id.clone(), token);
    loop {
        let stack = describe(tell, &id).await?.map(|stack| ObservedStack::from_sdk(&stack, String::new()));
        watch.tell_news(tell).await?;
        match stack {
            None => return Ok(()),
            Some(stack) if stack.status == "DELETE_COMPLETE" => return Ok(()),
            Some(stack) if stack.status == "DELETE_FAILED" => return Err(watch.failure(name, &stack.status)),
            Some(_) => {}
        }
        deadline.check(|| format!("deleting stack {name}"))?;
        watch.pace.wait().await;
    }
}

/// Waits until nothing goes on in a stack. CloudFormation refuses a change while it still deletes what the last one took
/// out.
async fn rest(tell: &Tell<'_>, name: &str) -> Result<(), Error> {
    let deadline = Deadline::minutes(MINUTES);
    let mut pace = Pace::new(Duration::from_secs(1), Duration::from_secs(5));
    while let Some(stack) = describe(tell, name).await? {
        let stack = ObservedStack::from_sdk(&stack, String::new());
        if !stack.is_moving() {
            break;
        }
        tell.progress(format!("waiting: it is {}", stack.status));
        deadline.check(|| format!("stack {name} ({})", stack.status))?;
        pace.wait().await;
    }
    Ok(())
}

/// Waits until a stack comes to rest, and learns its outputs if that is as `goal` says. What an update replaced or took
/// out is deleted at the end; only with `settle` is that waited for.
async fn finish(tell: &Tell<'_>, name: &str, goal: &str, token: String, settle: bool) -> Result<(), Error> {
    let deadline = Deadline::minutes(MINUTES);
    let mut watch = Watch::new(name.to_owned(), token);
    let mut unknown = 0;
    loop {
        let Some(stack) = describe(tell, name).await? else {
            unknown += 1;
            if unknown <= UNKNOWN {
                watch.pace.wait().await;
                continue;
            }
            return Err(Error::Conflict(format!("stack {name} was deleted by somebody while it was being made")));
        };
        let stack = ObservedStack::from_sdk(&stack, String::new());
        watch.tell_news(tell).await?;
        let cleaning = stack.status == "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS";
        if stack.status == goal || (cleaning && !settle) {
            tell.context.learn_outputs(name, stack.outputs);
            return Ok(());
        }
        if !stack.is_moving() {
            return Err(watch.failure(name, &stack.status));
        }
        deadline.check(|| format!("stack {name} ({}){}", stack.status, watch.waits()))?;
        watch.pace.wait().await;
    }
}

async fn learn(tell: &Tell<'_>, name: &str) -> Result<(), Error> {
    if let Some(stack) = describe(tell, name).await? {
        tell.context.learn_outputs(name, ObservedStack::from_sdk(&stack, String::new()).outputs);
    }
    Ok(())
}

/// Two apps can make one name of other parts (`a-b` `c` and `a` `b-c`): a stack is only ours with our tags.
async fn check_ours(tell: &Tell<'_>, desired: &DesiredStack) -> Result<(), Error> {
    let existing = describe(tell, desired.name()).await?;
    let tagged = |key: &str, value: &String| {
        let mut tags = existing.iter().flat_map(Stack::tags);
        tags.any(|tag| tag.key() == Some(key) && tag.value() == Some(value))
    };
    if desired.template.tags.iter().all(|(key, value)| tagged(key, value)) {
        return Ok(());
    }
    Err(Error::Conflict(format!(
        "a stack {} exists already and is not of this app's making; give the item or the app another name",
        desired.name()
    )))
}

/// A stack by name or id; none if there is none.
async fn describe(tell: &Tell<'_>, name: &str) -> Result<Option<Stack>, Error> {
    let call = tell.context.clients.cloudformation.describe_stacks().stack_name(name);
    match call.send().await.map_err(Error::api("cloudformation:DescribeStacks")) {
        Ok(answer) => Ok(answer.stacks().first().cloned()),
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

/// A name for one change, which no other change has.
fn token() -> String {
    static CHANGES: AtomicU32 = AtomicU32::new(0);
    let change = CHANGES.fetch_add(1, Ordering::Relaxed);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("infra-{}-{}-{change}", now.as_nanos(), std::process::id())
}
