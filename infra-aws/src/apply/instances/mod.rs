//! The instances of Auto Scaling groups: services wait for the first ones, old ones are replaced, protected ones let go.

mod answer;
mod release;
mod replace;
mod why;

use std::collections::BTreeMap;
use std::time::Duration;

pub(super) use release::release;
pub(super) use replace::replace;

use aws_sdk_ecs::types::ContainerInstanceStatus;
use aws_smithy_query::QueryWriter;

use super::Tell;
use super::definitions::missing_outputs;
use crate::Error;
use crate::direct::{self, AUTO_SCALING};
use crate::plan::InstancesOf;
use crate::template::output;
use crate::wait::{Deadline, Pace};
use why::Why;

/// How long the first instances may take. They start and join within about two minutes.
const MINUTES: u64 = 15;

/// How many instances a description takes.
const AT_ONCE: usize = 100;

/// How many of the latest activities of a group are looked at.
const ACTIVITIES: &str = "20";

/// Waits until so many instances of each group have joined their cluster, and tells what keeps them away where they do not
/// come: at once where waiting does not help.
pub(super) async fn wait(tell: &Tell<'_>, cluster: &str, groups: &[InstancesOf]) -> Result<(), Error> {
    let known = tell.context.known();
    let deadline = Deadline::minutes(MINUTES);
    let mut pace = Pace::new(Duration::from_secs(5), Duration::from_secs(15));
    let mut told = String::new();
    loop {
        let joined = joined(tell, cluster).await?;
        let mut lacking = Vec::new();
        for group in groups {
            let provider = known.output(cluster, &group.output).ok_or_else(|| missing_outputs(cluster))?;
            let came = joined.get(provider).copied().unwrap_or_default();
            if came < usize::try_from(group.count).unwrap_or(usize::MAX) {
                lacking.push((group, provider, came));
            }
        }
        let Some((group, provider, came)) = lacking.first() else { return Ok(()) };
        let why = why(tell, provider).await?;
        let line = format!("{came} of {} instances of `{}` have joined{}", group.count, group.called, why.aside());
        if line != told {
            tell.progress(&line);
            told = line;
        }
        let failure = || Error::Instances {
            group: group.called.clone(),
            came: *came,
            wanted: group.count,
            why: why.words().to_owned(),
            hint: why.hint().to_owned(),
        };
        if why.is_final() || deadline.check(String::new).is_err() {
            return Err(failure());
        }
        pace.wait().await;
    }
}

/// How many active instances a cluster has, by their capacity provider.
async fn joined(tell: &Tell<'_>, cluster: &str) -> Result<BTreeMap<String, usize>, Error> {
    let ecs = &tell.context.clients.ecs;
    let call = ecs.list_container_instances().cluster(cluster).status(ContainerInstanceStatus::Active);
    let mut pages = call.into_paginator().send();
    let mut arns = Vec::new();
    while let Some(page) = pages.next().await {
        arns.extend_from_slice(page.map_err(Error::api("ecs:ListContainerInstances"))?.container_instance_arns());
    }
    let mut joined = BTreeMap::new();
    for arns in arns.chunks(AT_ONCE) {
        let call = ecs.describe_container_instances().cluster(cluster).set_container_instances(Some(arns.to_vec()));
        let answer = call.send().await.map_err(Error::api("ecs:DescribeContainerInstances"))?;
        for instance in answer.container_instances().iter().filter(|instance| instance.agent_connected()) {
            *joined.entry(instance.capacity_provider_name().unwrap_or_default().to_owned()).or_default() += 1;
        }
    }
    Ok(joined)
}

/// What keeps the instances of a group away, by what it tried last.
async fn why(tell: &Tell<'_>, provider: &str) -> Result<Why, Error> {
    const OPERATION: &str = "autoscaling:DescribeScalingActivities";
    let fill = |writer: &mut QueryWriter<'_>| {
        writer.prefix("AutoScalingGroupName").string(group(provider));
        writer.prefix("MaxRecords").string(ACTIVITIES);
    };
    let text = direct::query(&tell.context.clients, &AUTO_SCALING, OPERATION, fill).await?;
    let activities = answer::members(&text, "Activities");
    let activities = activities.ok_or_else(|| Error::Answer { operation: OPERATION, what: "activities".to_owned() })?;
    Ok(Why::of(&activities))
}

/// The group behind one of our capacity providers.
fn group(provider: &str) -> &str {
    provider.strip_prefix(output::PROVIDER_OF_GROUP).unwrap_or(provider)
}
