//! Instances that are protected from scaling in, and shall go.

use aws_sdk_ecs::types::{AutoScalingGroupProviderUpdate, ManagedTerminationProtection};
use aws_smithy_query::QueryWriter;

use super::answer::members;
use super::{AT_ONCE, Tell};
use crate::Error;
use crate::direct::{self, AUTO_SCALING};
use crate::template::output;

/// How many instances one call lets go.
const A_CALL: usize = AT_ONCE / 2;

/// Lets the instances of groups go. First ECS stops to protect those with tasks, then the group those that come.
pub(in crate::apply) async fn release(tell: &Tell<'_>, groups: &[String]) -> Result<(), Error> {
    for group in groups {
        match one(tell, group).await {
            // What is gone needs no letting go.
            Err(error) if error.says("not found") || error.is_missing() => {}
            result => result?,
        }
    }
    Ok(())
}

async fn one(tell: &Tell<'_>, group: &str) -> Result<(), Error> {
    let clients = &tell.context.clients;
    let unmanaged = AutoScalingGroupProviderUpdate::builder()
        .managed_termination_protection(ManagedTerminationProtection::Disabled)
        .build();
    let provider = format!("{}{group}", output::PROVIDER_OF_GROUP);
    let call = clients.ecs.update_capacity_provider().name(provider).auto_scaling_group_provider(unmanaged);
    match call.send().await.map_err(Error::api("ecs:UpdateCapacityProvider")) {
        Err(error) if error.says("does not exist") || error.says("not found") => {}
        result => drop(result?),
    }
    let fill = |writer: &mut QueryWriter<'_>| {
        writer.prefix("AutoScalingGroupName").string(group);
        writer.prefix("NewInstancesProtectedFromScaleIn").boolean(false);
    };
    direct::query(clients, &AUTO_SCALING, "autoscaling:UpdateAutoScalingGroup", fill).await?;
    let fill = |writer: &mut QueryWriter<'_>| writer.prefix("AutoScalingGroupNames.member.1").string(group);
    let text = direct::query(clients, &AUTO_SCALING, "autoscaling:DescribeAutoScalingGroups", fill).await?;
    let instances = members(&text, "Instances").unwrap_or_default();
    let protected = instances
        .iter()
        .filter(|instance| instance.get("ProtectedFromScaleIn").is_some_and(|protected| protected == "true"));
    let ids: Vec<&String> = protected.filter_map(|instance| instance.get("InstanceId")).collect();
    for ids in ids.chunks(A_CALL) {
        let fill = |writer: &mut QueryWriter<'_>| {
            writer.prefix("AutoScalingGroupName").string(group);
            writer.prefix("ProtectedFromScaleIn").boolean(false);
            let value = writer.prefix("InstanceIds");
            let mut list = value.start_list(false, None);
            for id in ids {
                list.entry().string(id);
            }
            list.finish();
        };
        direct::query(clients, &AUTO_SCALING, "autoscaling:SetInstanceProtection", fill).await?;
    }
    Ok(())
}
