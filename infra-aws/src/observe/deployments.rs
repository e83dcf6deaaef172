//! Whether a deployment goes on, where only ECS's record of it says so for certain.

use std::collections::BTreeMap;

use super::ObservedService;
use crate::client::Clients;
use crate::deployments::{Recorded, history};
use crate::rollout::records;
use crate::{Error, concurrently};

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
        Some((key.clone(), Recorded::of(record.status()?)))
    });
    Ok(named.chain(newest.into_iter().flatten()).collect())
}

impl ObservedService {
    /// Whether fewer tasks run than there are to be.
    fn lacks_tasks(&self) -> bool {
        self.service.count.is_some_and(|count| self.running < count)
    }
}
