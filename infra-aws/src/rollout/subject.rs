//! Which deployments are watched, and how long each may take.

use std::time::Duration;

use infra_core::blueprint::{Blueprint, ClusterBlueprint, ServiceBlueprint, WorkloadBlueprint};
use infra_core::declaration::{Deploy, ListenerProtocol, Rolling};
use infra_core::plan::Plan;

use super::pause::SmokeSubject;
use super::records;
use crate::Error;
use crate::apply::Context;
use crate::client::Clients;
use crate::diagnose::Subject;
use crate::ecs::Known;
use crate::ecs::service::{SMOKE_SECONDS, service_key};
use crate::observe::production::describe_revisions;
use crate::observe::{Observed, ObservedService};
use crate::plan::{Action, WorkloadAt};
use crate::template::output;

/// The shortest limit of a deployment: pulling a large image may take minutes, and so may an instance.
const SHORTEST: Duration = Duration::from_mins(15);
/// How many times its estimate a deployment may take.
const PATIENCE: u32 = 3;
/// About how long a task needs from its start until it can be asked for its health, in seconds.
const START_SECONDS: u32 = 30;

/// A service whose deployment is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Watched {
    /// What is declared of it.
    pub(crate) subject: Subject,
    /// The cluster.
    pub(crate) cluster: String,
    /// The service.
    pub(crate) service: String,
    /// The ARN of the task definition that it is to run.
    pub(crate) task_definition: String,
    /// The id of the deployment, where the answer to the change told it.
    pub(crate) deployment: Option<String>,
    /// The ARN of ECS's record of the deployment, where it is known.
    pub(crate) record: Option<String>,
    /// The id of the deployment that there was before.
    pub(crate) previous: Option<String>,
    /// The ARN of the task definition that it ran before.
    pub(crate) before: Option<String>,
    /// Its target groups.
    pub(crate) target_groups: Vec<String>,
    /// How long it may take.
    pub(crate) estimate: Estimate,
    /// Its smoke test.
    pub(crate) smoke: Option<SmokeSubject>,
}

/// About how long a deployment takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Estimate {
    /// In seconds.
    pub(crate) seconds: u32,
    /// How long it may wait for somebody beside that, in seconds.
    pub(crate) pause: u32,
}

impl Estimate {
    /// How long it may take until the command gives up on it (it goes on without it).
    pub(crate) fn limit(self) -> Duration {
        let own = (Duration::from_secs(self.seconds.into()) * PATIENCE).max(SHORTEST);
        own + Duration::from_secs(self.pause.into())
    }
}

/// About how long a deployment of a service takes while `tasks` run.
pub(crate) fn estimate(service: &ServiceBlueprint, tasks: u32) -> Estimate {
    let checked = if service.routes.is_empty() {
        0
    } else {
        service.health.interval_seconds * service.health.healthy + service.drain_seconds
    };
    let task = START_SECONDS + checked;
    let seconds = match service.deploy {
        Deploy::Rolling(Rolling { min, max }) => {
            // As many are replaced at a time as the percentages allow.
            let room = (tasks * max / 100).saturating_sub(tasks);
            let stopping = tasks.saturating_sub((tasks * min).div_ceil(100));
            tasks.div_ceil((room + stopping).max(1)).max(1) * task
        }
        // All of the new tasks start at once.
        shifting => task.saturating_add(shifting.moving_seconds()),
    };
    let tested = if service.smoke.is_some() { SMOKE_SECONDS } else { 0 };
    Estimate { seconds, pause: service.deploy.pause_seconds().unwrap_or(tested) }
}

/// The deployment that a step began, if it began one.
pub(crate) fn begun_by(action: &Action, context: &Context) -> Option<Watched> {
    let (Action::CreateService { workload: at, revision }
    | Action::UpdateService { workload: at, revision, deploys: true, .. }) = action
    else {
        return None;
    };
    let (cluster, workload) = find(&context.blueprint, *at)?;
    let name = &workload.identity.physical;
    let known = context.known();
    let task_definition = revision.clone().or_else(|| known.revisions.get(name).cloned())?;
    let before = context.observed.services.get(&service_key(&cluster.identity.physical, name));
    Some(Watched {
        deployment: context.deployment(name),
        previous: before.and_then(ObservedService::primary_id),
        before: before.map(|service| service.task_definition.clone()),
        ..watched_of(&context.blueprint, (cluster, workload), &known, task_definition, before)
    })
}

/// The services in which a deployment goes on that no step of the plan replaces.
pub(crate) fn going_on(blueprint: &Blueprint, plan: Option<&Plan<Action>>, observed: &Observed) -> Vec<Watched> {
    let replaced = |name: &str| {
        plan.is_some_and(|plan| {
            plan.steps.iter().any(|step| match &step.action {
                Action::CreateService { workload, .. } | Action::UpdateService { workload, deploys: true, .. } => {
                    find(blueprint, *workload).is_some_and(|(_, workload)| workload.identity.physical == name)
                }
                _ => false,
            })
        })
    };
    let deploying = blueprint.workloads().filter_map(|(cluster, workload)| {
        let name = &workload.identity.physical;
        let service = observed.services.get(&service_key(&cluster.identity.physical, name))?;
        (service.is_deploying() && !replaced(name)).then(|| Watched {
            deployment: service.primary_id(),
            record: service.current_deployment.clone(),
            ..watched_of(
                blueprint,
                (cluster, workload),
                &observed.known,
                service.task_definition.clone(),
                Some(service),
            )
        })
    });
    deploying.collect()
}

/// The same deployments, each with what its record brings: a service that is rolled back shows its old revision.
pub(crate) async fn as_recorded(clients: &Clients, watched: Vec<Watched>) -> Result<Vec<Watched>, Error> {
    let records = records(clients, watched.iter().filter_map(|watched| watched.record.clone()).collect()).await?;
    let target = |watched: &Watched| {
        let record = records.get(watched.record.as_ref()?)?;
        record.rollback()?;
        Some(record.target_service_revision()?.arn()?.to_owned())
    };
    let revisions = describe_revisions(clients, watched.iter().filter_map(target).collect()).await?;
    let recorded = watched.into_iter().map(|watched| {
        let brought = target(&watched).and_then(|arn| revisions.get(&arn)?.task_definition().map(str::to_owned));
        match brought {
            // Its tasks are known by what they run: the deployment that the service names is the one back.
            Some(task_definition) => Watched { task_definition, deployment: None, ..watched },
            None => watched,
        }
    });
    Ok(recorded.collect())
}

/// A service as it stands, to be put back to what ran before.
pub(crate) fn standing(blueprint: &Blueprint, observed: &Observed) -> Vec<(Watched, String)> {
    let services = blueprint.workloads().filter_map(|(cluster, workload)| {
        let key = service_key(&cluster.identity.physical, &workload.identity.physical);
        let service = observed.services.get(&key)?;
        let running = service.task_definition.clone();
        let watched = Watched {
            deployment: service.primary_id(),
            before: Some(running.clone()),
            ..watched_of(blueprint, (cluster, workload), &observed.known, running.clone(), Some(service))
        };
        Some((watched, running))
    });
    services.collect()
}

fn find(blueprint: &Blueprint, at: WorkloadAt) -> Option<(&ClusterBlueprint, &WorkloadBlueprint)> {
    let cluster = blueprint.clusters.get(at.cluster)?;
    Some((cluster, cluster.workloads.get(at.workload)?))
}

fn watched_of(
    blueprint: &Blueprint,
    (cluster, workload): (&ClusterBlueprint, &WorkloadBlueprint),
    known: &Known,
    task_definition: String,
    observed: Option<&ObservedService>,
) -> Watched {
    let name = &workload.identity.physical;
    let tasks = observed.map(|service| service.service.count.unwrap_or_default().max(service.running));
    let tasks = tasks.and_then(|tasks| u32::try_from(tasks).ok()).unwrap_or(1);
    Watched {
        subject: Subject::of(workload),
        cluster: cluster.identity.physical.clone(),
        service: name.clone(),
        task_definition,
        deployment: None,
        record: None,
        previous: None,
        before: None,
        target_groups: target_groups(workload, known),
        estimate: workload.service().map_or(Estimate { seconds: 0, pause: 0 }, |service| estimate(service, tasks)),
        smoke: smoke(blueprint, (cluster, workload), known),
    }
}

/// The ARNs of a service's target groups, as far as they are known.
fn target_groups(workload: &WorkloadBlueprint, known: &Known) -> Vec<String> {
    let service = workload.service();
    let declared = service
        .into_iter()
        .flat_map(|service| service.target_groups().into_iter().map(move |group| output::target_group(service, group)));
    let outputs = declared.chain([output::ALTERNATE_TARGET_GROUP_ARN.to_owned()]);
    outputs.filter_map(|name| known.output(&workload.identity.physical, &name).map(str::to_owned)).collect()
}

/// The smoke test of a service, once its load balancer is known.
fn smoke(
    blueprint: &Blueprint,
    (cluster, workload): (&ClusterBlueprint, &WorkloadBlueprint),
    known: &Known,
) -> Option<SmokeSubject> {
    let service = workload.service()?;
    Some(SmokeSubject {
        smoke: service.smoke?,
        app: blueprint.names.app.clone(),
        stage: blueprint.names.stage.clone(),
        account: blueprint.account,
        protected: blueprint.protected,
        service: workload.identity.name.to_owned(),
        physical: workload.identity.physical.clone(),
        url: address(cluster, known)?,
        approved: service.deploy.pause_seconds().is_some(),
    })
}

/// Where a cluster's load balancer answers.
pub(crate) fn address(cluster: &ClusterBlueprint, known: &Known) -> Option<String> {
    let name = known.output(&cluster.identity.physical, output::LOAD_BALANCER_DNS_NAME)?;
    let listeners = cluster.load_balancer.map(|balancer| balancer.listeners()).unwrap_or_default();
    let domain = cluster.load_balancer.and_then(|balancer| balancer.domain);
    // A wildcard stands for many names, and is none itself.
    let name = domain.filter(|domain| !domain.starts_with('*')).unwrap_or(name);
    let serving = || listeners.iter().filter(|listener| listener.redirect().is_none());
    let secure = serving().find(|listener| listener.protocol() == ListenerProtocol::Https);
    let listener = secure.or_else(|| serving().next());
    let scheme = if secure.is_some() { "https" } else { "http" };
    let usual = if secure.is_some() { 443 } else { 80 };
    let port = listener.map(|listener| listener.port()).filter(|port| *port != usual);
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    Some(format!("{scheme}://{name}{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_some_times_the_estimate_and_never_too_short() {
        assert_eq!(Estimate { seconds: 60, pause: 0 }.limit(), SHORTEST);
        assert_eq!(Estimate { seconds: 60, pause: 3_600 }.limit(), SHORTEST + Duration::from_hours(1));
        assert_eq!(Estimate { seconds: 3_600, pause: 0 }.limit(), Duration::from_hours(3));
    }
}
