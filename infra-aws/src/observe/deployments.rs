//! Whether a deployment goes on, where only ECS's record of it says so for certain.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_ecs::types::{ServiceDeployment, ServiceDeploymentStatus};

use super::ObservedService;
use crate::Error;
use crate::client::Clients;
use crate::rollout::records;

/// The ARNs of the records whose deployments have not ended, of services whose deployments move traffic: ECS promises a
/// `rolloutState` for rolling ones alone.
pub(super) async fn going_on(
    clients: &Clients,
    services: &BTreeMap<String, ObservedService>,
) -> Result<BTreeSet<String>, Error> {
    let moving = services.values().filter(|observed| observed.service.deployment.strategy.moves_traffic());
    let arns = moving.filter_map(|observed| observed.current_deployment.clone()).collect();
    let records = records(clients, arns).await?;
    Ok(records.into_iter().filter(|(_, record)| goes_on(record)).map(|(arn, _)| arn).collect())
}

fn goes_on(record: &ServiceDeployment) -> bool {
    let ended = [
        ServiceDeploymentStatus::Successful,
        ServiceDeploymentStatus::Stopped,
        ServiceDeploymentStatus::RollbackSuccessful,
        ServiceDeploymentStatus::RollbackFailed,
    ];
    record.status().is_some_and(|status| !ended.contains(status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deployment_goes_on_until_its_record_says_how_it_ended() {
        for (status, expected) in [
            (ServiceDeploymentStatus::Pending, true),
            (ServiceDeploymentStatus::InProgress, true),
            (ServiceDeploymentStatus::StopRequested, true),
            (ServiceDeploymentStatus::RollbackRequested, true),
            (ServiceDeploymentStatus::RollbackInProgress, true),
            (ServiceDeploymentStatus::Successful, false),
            (ServiceDeploymentStatus::Stopped, false),
            (ServiceDeploymentStatus::RollbackSuccessful, false),
            (ServiceDeploymentStatus::RollbackFailed, false),
        ] {
            assert_eq!(goes_on(&ServiceDeployment::builder().status(status.clone()).build()), expected, "{status}");
        }
        assert!(!goes_on(&ServiceDeployment::builder().build()));
    }
}
