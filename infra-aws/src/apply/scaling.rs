//! The scaling of services.

use aws_sdk_applicationautoscaling::types::{ScalableDimension, ScalableTargetAction, ServiceNamespace};

use super::Tell;
use super::definitions::missing_outputs;
use super::scaling_alarm as alarm;
use crate::Error;
use crate::arn::short;
use crate::ecs::service::scaling_resource;
use crate::ecs::{Policy, Scaling, TAG_TIMED, Timed};
use crate::plan::WorkloadAt;

/// Makes a service's scaling what it declares: range, policies with their alarms, and times. What it had before and is
/// declared no more is deleted.
pub(super) async fn set(tell: &Tell<'_>, at: WorkloadAt, before: Option<&Scaling>) -> Result<(), Error> {
    let (cluster, workload) = tell.context.workload(at)?;
    let names = &tell.context.blueprint.names;
    let resource = scaling_resource(&cluster.identity.physical, &workload.identity.physical);
    let known = tell.context.known();
    let declared = Scaling::declared(names, cluster, workload, &known)
        .ok_or_else(|| missing_outputs(&workload.identity.physical))?;
    let none = Scaling::default();
    let after = before.map_or_else(|| declared.clone(), |before| declared.clone().from(before));
    if before.is_none_or(|before| before.tasks != after.tasks) {
        register(tell, &resource, &after).await?;
    }
    let before = before.unwrap_or(&none);
    if after.marked && !before.marked {
        mark(tell, &resource, true).await?;
    }
    for (name, policy) in after.policies.iter().filter(|(name, policy)| before.policies.get(*name) != Some(policy)) {
        set_policy(tell, &resource, name, policy, before.policies.get(name), &after, workload.identity.name).await?;
    }
    for (name, policy) in before.policies.iter().filter(|(name, _)| !after.policies.contains_key(*name)) {
        // An alarm goes before what it sets off: as long as the policy stands, a second run finds it.
        alarm::delete(tell, policy.alarms().cloned().collect()).await?;
        delete_policy(tell, &resource, name).await?;
    }
    for (name, timed) in after.times.iter().filter(|(name, timed)| before.times.get(*name) != Some(timed)) {
        set_time(tell, &resource, name, timed).await?;
    }
    for name in before.times.keys().filter(|name| !after.times.contains_key(*name)) {
        delete_time(tell, &resource, name).await?;
    }
    if before.marked && !after.marked {
        mark(tell, &resource, false).await?;
    }
    Ok(())
}

async fn register(tell: &Tell<'_>, resource: &str, after: &Scaling) -> Result<(), Error> {
    let call = tell.context.clients.autoscaling.register_scalable_target();
    call.service_namespace(ServiceNamespace::Ecs)
        .scalable_dimension(ScalableDimension::EcsServiceDesiredCount)
        .resource_id(resource)
        .min_capacity(after.tasks.min)
        .max_capacity(after.tasks.max)
        .send()
        .await
        .map_err(Error::api("application-autoscaling:RegisterScalableTarget"))?;
    Ok(())
}

/// Sets or takes off the tag of the service that says that there are times to be read.
async fn mark(tell: &Tell<'_>, resource: &str, on: bool) -> Result<(), Error> {
    let ecs = &tell.context.clients.ecs;
    let arn = format!("{}:{resource}", tell.context.known().arn("ecs"));
    if on {
        let tag = aws_sdk_ecs::types::Tag::builder().key(TAG_TIMED).value("at").build();
        ecs.tag_resource().resource_arn(arn).tags(tag).send().await.map_err(Error::api("ecs:TagResource"))?;
    } else {
        let call = ecs.untag_resource().resource_arn(arn).tag_keys(TAG_TIMED);
        call.send().await.map_err(Error::api("ecs:UntagResource"))?;
    }
    Ok(())
}

async fn set_policy(
    tell: &Tell<'_>,
    resource: &str,
    name: &str,
    policy: &Policy,
    before: Option<&Policy>,
    after: &Scaling,
    item: &str,
) -> Result<(), Error> {
    const OPERATION: &str = "application-autoscaling:PutScalingPolicy";
    let call = tell.context.clients.autoscaling.put_scaling_policy();
    let call = call
        .policy_name(full_name(resource, name))
        .service_namespace(ServiceNamespace::Ecs)
        .scalable_dimension(ScalableDimension::EcsServiceDesiredCount)
        .resource_id(resource);
    let call = policy.fill(call).ok_or_else(|| missing_outputs(short(resource)))?;
    let answer = call.send().await.map_err(Error::api(OPERATION))?;
    let alarms = after.alarms.iter().filter(|(_, alarm)| alarm.policy == name);
    for (alarm_name, alarm) in alarms {
        alarm::set(tell, item, alarm_name, alarm, answer.policy_arn()).await?;
    }
    let gone = before.into_iter().flat_map(Policy::alarms).filter(|name| !after.alarms.contains_key(*name));
    alarm::delete(tell, gone.cloned().collect()).await
}

async fn delete_policy(tell: &Tell<'_>, resource: &str, name: &str) -> Result<(), Error> {
    let call = tell.context.clients.autoscaling.delete_scaling_policy();
    let call = call
        .policy_name(full_name(resource, name))
        .service_namespace(ServiceNamespace::Ecs)
        .scalable_dimension(ScalableDimension::EcsServiceDesiredCount)
        .resource_id(resource);
    ignore_missing(call.send().await.map_err(Error::api("application-autoscaling:DeleteScalingPolicy")))
}

async fn set_time(tell: &Tell<'_>, resource: &str, name: &str, timed: &Timed) -> Result<(), Error> {
    let tasks = ScalableTargetAction::builder().min_capacity(timed.tasks.min).max_capacity(timed.tasks.max).build();
    let call = tell.context.clients.autoscaling.put_scheduled_action();
    call.scheduled_action_name(full_name(resource, name))
        .service_namespace(ServiceNamespace::Ecs)
        .scalable_dimension(ScalableDimension::EcsServiceDesiredCount)
        .resource_id(resource)
        .schedule(&timed.schedule)
        .timezone(&timed.zone)
        .scalable_target_action(tasks)
        .send()
        .await
        .map_err(Error::api("application-autoscaling:PutScheduledAction"))?;
    Ok(())
}

async fn delete_time(tell: &Tell<'_>, resource: &str, name: &str) -> Result<(), Error> {
    let call = tell.context.clients.autoscaling.delete_scheduled_action();
    let call = call
        .scheduled_action_name(full_name(resource, name))
        .service_namespace(ServiceNamespace::Ecs)
        .scalable_dimension(ScalableDimension::EcsServiceDesiredCount)
        .resource_id(resource);
    ignore_missing(call.send().await.map_err(Error::api("application-autoscaling:DeleteScheduledAction")))
}

/// Ends a service's scaling: its alarms, then itself, with which policies and times go; then its mark, if the service stays.
pub(super) async fn remove(tell: &Tell<'_>, resource: &str, before: &Scaling, stays: bool) -> Result<(), Error> {
    alarm::delete(tell, before.alarm_names()).await?;
    let call = tell
        .context
        .clients
        .autoscaling
        .deregister_scalable_target()
        .service_namespace(ServiceNamespace::Ecs)
        .scalable_dimension(ScalableDimension::EcsServiceDesiredCount)
        .resource_id(resource);
    ignore_missing(call.send().await.map_err(Error::api("application-autoscaling:DeregisterScalableTarget")))?;
    if before.marked && stays {
        mark(tell, resource, false).await?;
    }
    Ok(())
}

/// What policies and times are called in the account.
fn full_name(resource: &str, name: &str) -> String {
    let service = short(resource);
    format!("{service}-{name}")
}

fn ignore_missing<T>(result: Result<T, Error>) -> Result<(), Error> {
    match result {
        Err(error) if error.code() == Some("ObjectNotFoundException") => Ok(()),
        result => result.map(|_| ()),
    }
}
