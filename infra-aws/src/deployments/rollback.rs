//! Back to what ran before: by stopping the deployment that goes on, or by deploying the last good revision again.

use aws_sdk_ecs::types::StopServiceDeploymentStopType;
use infra_core::event::RolloutState;

use super::{Past, history};
use crate::Error;
use crate::arn::short;
use crate::client::Clients;
use crate::ecs::revision;
use crate::rollout::Watched;

/// How many deployments are looked through for the last good one.
const LOOKED_THROUGH: usize = 100;

/// How a service gets back to what ran before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Back {
    /// The deployment that goes on is stopped, and ECS puts back what ran before it.
    Stop(Past),
    /// The deployment that goes on is stopped; it is the first, so that nothing is put back.
    StopFirst(Past),
    /// A revision that was deployed successfully before is deployed again.
    To(Past),
}

impl Back {
    /// Whether a deployment that ended like this is back where it was to be.
    pub(crate) fn is_reached(&self, state: RolloutState) -> bool {
        match self {
            Self::Stop(_) => state == RolloutState::RolledBack,
            // Nothing could be put back: that it has ended is all.
            Self::StopFirst(_) => matches!(state, RolloutState::RolledBack | RolloutState::Failed),
            Self::To(_) => state.is_success(),
        }
    }

    /// What it does, in words.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Stop(past) => {
                format!(
                    "the deployment of {} is stopped, and what ran before it is put back",
                    short(&past.task_definition)
                )
            }
            Self::StopFirst(past) => {
                format!(
                    "the deployment of {} is stopped; nothing ran before it that could be put back",
                    short(&past.task_definition)
                )
            }
            Self::To(past) => {
                let images = past.images.join(", ");
                format!("{} is deployed again ({images})", short(&past.task_definition))
            }
        }
    }
}

/// How a service gets back to its last good revision, or to the task definition's revision `to`.
pub(crate) async fn way_back(
    clients: &Clients,
    (cluster, service): (&str, &str),
    running: &str,
    to: Option<u32>,
) -> Result<Back, Error> {
    let past = history(clients, cluster, service, LOOKED_THROUGH, false).await?;
    if let Some(going_on) = past.first().filter(|past| past.goes_on() && to.is_none()) {
        return Ok(if going_on.had_source { Back::Stop(going_on.clone()) } else { Back::StopFirst(going_on.clone()) });
    }
    choose(&past, running, to).cloned().map(Back::To).ok_or_else(|| {
        Error::Conflict(match to {
            Some(to) => format!("service {service} has no successful deployment of revision {to} on record"),
            None => format!(
                "service {service} has no successful deployment of another revision than {} on record",
                short(running)
            ),
        })
    })
}

/// How a deployment that this command began is undone: by stopping it, or, if it is done, by the last good one before it.
/// None where another has taken its place meanwhile.
pub(crate) async fn undo(clients: &Clients, watched: &Watched) -> Result<Option<Back>, Error> {
    let past = history(clients, &watched.cluster, &watched.service, LOOKED_THROUGH, false).await?;
    let Some(newest) = past.first().filter(|newest| newest.task_definition == watched.task_definition) else {
        return Ok(None);
    };
    if newest.goes_on() {
        let newest = newest.clone();
        return Ok(Some(if newest.had_source { Back::Stop(newest) } else { Back::StopFirst(newest) }));
    }
    // One that was rolled back is undone already.
    let good = choose(&past, &watched.task_definition, None).filter(|_| newest.succeeded());
    Ok(good.cloned().map(Back::To))
}

/// The newest good deployment of a revision: of `to`, or of what ran before the one that runs now.
fn choose<'past>(past: &'past [Past], running: &str, to: Option<u32>) -> Option<&'past Past> {
    let serving = past.iter().position(|past| past.succeeded() && past.task_definition == running);
    let older = past.split_at(serving.filter(|_| to.is_none()).unwrap_or_default()).1;
    older.iter().filter(|past| past.succeeded() && !past.task_definition.is_empty()).find(|past| match to {
        Some(to) => revision(&past.task_definition) == Some(to),
        None => past.task_definition != running,
    })
}

/// Does it. `watched` is the service; what is given back is the deployment to watch.
pub(crate) async fn put_back(clients: &Clients, back: &Back, watched: Watched) -> Result<Watched, Error> {
    match back {
        Back::Stop(past) | Back::StopFirst(past) => {
            let call = clients.ecs.stop_service_deployment().service_deployment_arn(&past.arn);
            let call = call.stop_type(StopServiceDeploymentStopType::Rollback);
            match call.send().await.map_err(Error::api("ecs:StopServiceDeployment")) {
                // It has ended meanwhile, or somebody else was quicker.
                Err(error) if error.code() == Some("ConflictException") => {}
                stopped => drop(stopped?),
            }
            Ok(Watched { task_definition: past.task_definition.clone(), record: Some(past.arn.clone()), ..watched })
        }
        Back::To(past) => {
            let call = clients.ecs.update_service().cluster(&watched.cluster).service(&watched.service);
            let call = call.task_definition(&past.task_definition);
            let answer = call.send().await.map_err(Error::api("ecs:UpdateService"))?;
            let service = answer.service();
            let deployments = service.map(aws_sdk_ecs::types::Service::deployments).unwrap_or_default();
            let primary = deployments.iter().find(|deployment| deployment.status() == Some("PRIMARY"));
            let deployment = primary.and_then(|primary| primary.id()).map(str::to_owned);
            Ok(Watched { task_definition: past.task_definition.clone(), deployment, record: None, ..watched })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(definition: &str, status: &str) -> Past {
        Past {
            arn: String::new(),
            began: None,
            seconds: None,
            status: status.into(),
            reason: String::new(),
            task_definition: definition.into(),
            images: vec!["web:1".into()],
            had_source: true,
            by: None,
        }
    }

    #[test]
    fn the_last_good_revision_is_not_the_one_before() {
        let past = [
            past("web:9", "SUCCESSFUL"),
            past("web:8", "ROLLBACK_SUCCESSFUL"),
            past("web:7", "STOPPED"),
            past("web:6", "SUCCESSFUL"),
            past("web:5", "SUCCESSFUL"),
        ];
        let chosen = |running, to| choose(&past, running, to).map(|past| past.task_definition.as_str());
        assert_eq!(chosen("web:9", None), Some("web:6"));
        // Not back to the one that was left.
        assert_eq!(chosen("web:6", None), Some("web:5"));
        assert_eq!(chosen("web:5", None), None);
        assert_eq!(chosen("web:8", None), Some("web:9"));
        assert_eq!(chosen("web:9", Some(5)), Some("web:5"));
        assert_eq!(chosen("web:9", Some(8)), None);
        assert_eq!(choose(&past[1..3], "web:9", None), None);
    }

    #[test]
    fn only_an_end_ends_a_deployment() {
        assert!(past("web:9", "IN_PROGRESS").goes_on() && past("web:9", "ROLLBACK_REQUESTED").goes_on());
        assert!(!past("web:9", "STOPPED").goes_on() && !past("web:9", "SUCCESSFUL").goes_on());
    }
}
