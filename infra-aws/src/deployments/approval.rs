//! Deployments that wait for somebody to say whether they go on.

use aws_sdk_ecs::types::{DeploymentLifecycleHookAction, ServiceDeployment};

use crate::Error;
use crate::client::Clients;
use crate::rollout::{Watched, records, waiting_hook};

/// What somebody says to a deployment that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It goes on.
    Approve,
    /// What ran before is put back.
    Reject,
}

/// A deployment that waits.
#[derive(Clone, Debug)]
pub(crate) struct Waiting {
    pub(crate) watched: Watched,
    arn: String,
    hook: String,
    /// Until when, in seconds since 1970; then it is rolled back.
    pub(crate) until: Option<i64>,
}

/// The deployments that wait among those that go on.
pub(crate) async fn waiting(clients: &Clients, watched: Vec<Watched>) -> Result<Vec<Waiting>, Error> {
    let arns = watched.iter().filter_map(|watched| watched.record.clone()).collect();
    let records = records(clients, arns).await?;
    let waiting = watched.into_iter().filter_map(|watched| {
        let record: &ServiceDeployment = records.get(watched.record.as_ref()?)?;
        let hook = waiting_hook(record)?;
        Some(Waiting {
            arn: record.service_deployment_arn()?.to_owned(),
            hook: hook.hook_id()?.to_owned(),
            until: hook.expires_at().map(|at| at.secs()),
            watched,
        })
    });
    Ok(waiting.collect())
}

impl Waiting {
    /// Says the verdict to ECS.
    pub(crate) async fn give(&self, clients: &Clients, verdict: Verdict) -> Result<(), Error> {
        give(clients, &self.arn, &self.hook, verdict).await
    }
}

/// Says a verdict on a hook of a deployment.
pub(crate) async fn give(clients: &Clients, arn: &str, hook: &str, verdict: Verdict) -> Result<(), Error> {
    let action = match verdict {
        Verdict::Approve => DeploymentLifecycleHookAction::Continue,
        Verdict::Reject => DeploymentLifecycleHookAction::Rollback,
    };
    let call = clients.ecs.continue_service_deployment().service_deployment_arn(arn).hook_id(hook).action(action);
    call.send().await.map_err(Error::api("ecs:ContinueServiceDeployment")).map(drop)
}
