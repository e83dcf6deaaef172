//! Whether a deployment goes on, where only ECS's record of it says so for certain.

use std::collections::BTreeMap;

use aws_sdk_ecs::types::{ServiceDeployment, ServiceDeploymentStatus};

use super::ObservedService;
use crate::client::Clients;
use crate::deployments::history;
use crate::rollout::records;
use crate::{Error, concurrently};

/// How a deployment stands by its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recorded {
    /// It has not ended.
    GoesOn,
    /// What it brought does not run as it should, and nothing was put back.
    Failed,
    /// What it brought runs, or what ran before it does again.
    Ended,
}

/// How the deployments stand of services whose deployments move traffic, by the key of the service: ECS promises a
/// `rolloutState` for rolling ones alone. A service names its deployment while that goes on; of one that names none and
/// lacks tasks, the newest record tells whether it failed.
pub(super) async fn recorded(
    clients: &Clients,
    services: &BTreeMap<String, ObservedService>,
) -> Result<BTreeMap<String, Recorded>, Error> {
    let moving = || services.iter().filter(|(_, observed)| observed.service.deployment.strategy.moves_traffic());
    let named = moving().filter_map(|(_, observed)| observed.current_deployment.clone()).collect();
    let lacking = moving().filter(|(_, observed)| observed.current_deployment.is_none() && observed.lacks_tasks());
    let newest = lacking.map(|(key, observed)| async move {
        let past = history(clients, &observed.service.cluster, &observed.service.name, 1, false).await?;
        let failed = past.first().is_some_and(|past| !past.succeeded() && !past.goes_on());
        Ok(failed.then(|| (key.clone(), Recorded::Failed)))
    });
    let (records, newest) = tokio::try_join!(records(clients, named), concurrently::all(newest.collect()))?;
    let named = moving().filter_map(|(key, observed)| {
        let record = records.get(observed.current_deployment.as_ref()?)?;
        Some((key.clone(), state(record)?))
    });
    Ok(named.chain(newest.into_iter().flatten()).collect())
}

impl ObservedService {
    /// Whether fewer tasks run than there are to be.
    fn lacks_tasks(&self) -> bool {
        self.service.count.is_some_and(|count| self.running < count)
    }
}

fn state(record: &ServiceDeployment) -> Option<Recorded> {
    Some(match record.status()? {
        ServiceDeploymentStatus::Successful | ServiceDeploymentStatus::RollbackSuccessful => Recorded::Ended,
        ServiceDeploymentStatus::Stopped | ServiceDeploymentStatus::RollbackFailed => Recorded::Failed,
        _ => Recorded::GoesOn,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deployment_goes_on_until_its_record_says_how_it_ended() {
        for (status, expected) in [
            (ServiceDeploymentStatus::Pending, Recorded::GoesOn),
            (ServiceDeploymentStatus::InProgress, Recorded::GoesOn),
            (ServiceDeploymentStatus::StopRequested, Recorded::GoesOn),
            (ServiceDeploymentStatus::RollbackRequested, Recorded::GoesOn),
            (ServiceDeploymentStatus::RollbackInProgress, Recorded::GoesOn),
            (ServiceDeploymentStatus::Successful, Recorded::Ended),
            (ServiceDeploymentStatus::Stopped, Recorded::Failed),
            (ServiceDeploymentStatus::RollbackSuccessful, Recorded::Ended),
            (ServiceDeploymentStatus::RollbackFailed, Recorded::Failed),
        ] {
            let record = ServiceDeployment::builder().status(status.clone()).build();
            assert_eq!(state(&record), Some(expected), "{status}");
        }
        assert_eq!(state(&ServiceDeployment::builder().build()), None);
    }
}
