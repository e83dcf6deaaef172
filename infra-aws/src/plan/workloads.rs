//! The steps of task definitions and services.

use aws_sdk_ecs::types::DeploymentRolloutState;
use infra_core::blueprint::{ClusterBlueprint, ServiceBlueprint, WorkloadBlueprint};
use infra_core::declaration::{Route, Size};
use infra_core::plan::{Detail, Effect, Verb, differences};

use super::action::changed;
use super::connections::learns;
use super::removal::remove_service;
use super::restart::{restart, waits};
use super::steps::{Change, remark};
use super::{Action, Planner, WorkloadAt};
use crate::Error;
use crate::arn::short;
use crate::deployments::Recorded;
use crate::ecs::service::{EXEC, PLACEMENT, STRATEGY, counts_later, deploys, refused, service_key};
use crate::ecs::{Fields, Service, TaskDefinition};
use crate::observe::ObservedService;
use crate::patch::Root;

/// How many of the revisions that go are named.
const NAMED: usize = 5;

/// A workload while its steps are planned.
#[derive(Clone, Copy)]
struct Planned<'stage> {
    at: WorkloadAt,
    cluster: &'stage ClusterBlueprint,
    workload: &'stage WorkloadBlueprint,
}

impl Planned<'_> {
    fn item(&self) -> String {
        self.workload.identity.name.to_owned()
    }

    fn family(&self) -> &str {
        &self.workload.identity.physical
    }
}

impl Planner<'_> {
    /// Plans a workload's task definition, service and scaling after the step `before`; tells their places.
    pub(super) fn plan_workload(
        &mut self,
        cluster: usize,
        workload: usize,
        before: Option<usize>,
    ) -> Result<Vec<usize>, Error> {
        let at = WorkloadAt { cluster, workload };
        let Some(cluster) = self.blueprint.clusters.get(at.cluster) else { return Ok(Vec::new()) };
        let Some(workload) = cluster.workloads.get(at.workload) else { return Ok(Vec::new()) };
        self.stays_in_cluster(cluster, workload)?;
        self.keeps_its_network(cluster, workload)?;
        let planned = Planned { at, cluster, workload };
        let key = service_key(&cluster.identity.physical, planned.family());
        let service = self.observed.services.get(&key);
        let registered = self.plan_task_definition(planned, service, before);
        let mut steps: Vec<usize> = registered.into_iter().collect();
        if let Some(declared) = workload.service() {
            let after: Vec<usize> = before.into_iter().chain(registered).collect();
            let changed = self.plan_service(planned, declared, service, registered.is_some(), &after)?;
            steps.extend(changed);
            let after = changed.or(registered).or(before);
            // What goes takes its scaling along.
            let service = service.filter(|service| service.service.daemon == declared.daemon);
            steps.extend(self.plan_scaling(at, (cluster, workload), declared, service, after));
        }
        if let Some(registered) = registered {
            self.plan_retirement(planned, registered);
        }
        Ok(steps)
    }

    /// Plans that revisions go to which nobody goes back: when a new one comes.
    fn plan_retirement(&mut self, planned: Planned<'_>, registered: usize) {
        let Some(retired) = self.observed.retired.get(planned.family()) else { return };
        let names: Vec<&str> = retired.iter().take(NAMED).map(|arn| short(arn)).collect();
        let more = retired.len() - names.len();
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let names = names.join(", ");
        let details = vec![remark(format!("{names}{more}: none of the last successful deployments used them"))];
        let removal = Change::removal("old revisions", &planned.item(), Action::RetireTaskDefinitions(retired.clone()));
        self.steps.push(Change { details, ..removal }, [registered]);
    }

    /// A service has one cluster for life, and its target group one VPC.
    fn stays_in_cluster(&self, cluster: &ClusterBlueprint, workload: &WorkloadBlueprint) -> Result<(), Error> {
        let (cluster, name) = (&cluster.identity.physical, &workload.identity.physical);
        let mut services = self.observed.services.values().map(|observed| &observed.service);
        let Some(elsewhere) = services.find(|service| service.name == *name && service.cluster != *cluster) else {
            return Ok(());
        };
        Err(Error::Conflict(format!(
            "`{}` would move from cluster {} to {cluster}, which no service can; give it another name, or take it out of \
             the app, deploy, and put it back",
            workload.identity.name, elsewhere.cluster
        )))
    }

    /// A service whose tasks have addresses of their own cannot share its instances', nor the other way round: its network
    /// configuration cannot be taken out, and its target groups know one kind of target.
    fn keeps_its_network(&self, cluster: &ClusterBlueprint, workload: &WorkloadBlueprint) -> Result<(), Error> {
        let key = service_key(&cluster.identity.physical, &workload.identity.physical);
        let existing = self.observed.services.get(&key).filter(|service| service.status != "DRAINING");
        if existing.is_none_or(|existing| existing.service.has_own_address() == workload.runtime.has_own_address()) {
            return Ok(());
        }
        Err(Error::Conflict(format!(
            "`{}` would change between `network_mode = awsvpc` and a network that it shares with its instances, which no \
             service can; give it another name, or take it out of the app, deploy, and put it back",
            workload.identity.name
        )))
    }

    /// Plans a new revision unless one that is the same exists: the one that the service runs, or the newest.
    fn plan_task_definition(
        &mut self,
        planned: Planned<'_>,
        service: Option<&ObservedService>,
        before: Option<usize>,
    ) -> Option<usize> {
        let family = planned.family();
        let declared = TaskDefinition::declared(planned.cluster, planned.workload, &self.known);
        let newest = self.observed.families.get(family);
        let running = service.and_then(|service| {
            service.older_definition.as_ref().map(|definition| (&service.task_definition, definition))
        });
        let candidates = running.into_iter().chain(newest.map(|newest| (&newest.arn, &newest.definition)));
        let candidates: Vec<_> = candidates.collect();
        if let Some(declared) = &declared {
            let same = candidates.iter().find(|(_, definition)| definition.is_same(declared));
            if let Some((arn, _)) = same {
                self.known.revisions.insert(family.to_owned(), (*arn).clone());
                self.steps.unchanged += 1;
                return None;
            }
        }
        let (verb, details) = match (candidates.first(), &declared) {
            (None, _) => {
                let summary = differences(&Fields::new(), &TaskDefinition::summary(planned.workload));
                (Verb::Create, summary.into_iter().chain(self.unknown_variables(planned)).collect())
            }
            (Some((_, existing)), Some(declared)) => (Verb::Update, declared.differences(existing)),
            (Some(_), None) => {
                let outputs = self.unknown_variables(planned);
                let roles = || vec![remark("the roles that its changed stack makes")];
                (Verb::Update, if outputs.is_empty() { roles() } else { outputs })
            }
        };
        // A service's own step tells about its restart; what a schedule starts is new the next time.
        let starts_later = verb == Verb::Update && planned.workload.service().is_none();
        let effect = if starts_later { Effect::NextStart } else { Effect::New };
        let before_it = newest.map(|newest| newest.arn.clone());
        let action = Action::RegisterTaskDefinition { workload: planned.at, before: before_it };
        let change = Change { verb, kind: "task definition", item: planned.item(), effect, details, action };
        Some(self.steps.push(change, before))
    }

    /// The variables whose values the changed stack of the cluster puts out, or that of a task that it runs.
    fn unknown_variables(&self, planned: Planned<'_>) -> Vec<Detail> {
        let stack = &planned.cluster.identity.physical;
        let outputs = planned.workload.containers().flat_map(|container| &container.outputs);
        let unknown = outputs.filter(|(_, output)| self.known.output(stack, output).is_none());
        let after = |(variable, output): &(String, String)| Detail {
            what: format!("env {variable}"),
            from: None,
            to: Some(format!("output {output}, known after the cluster's stack")),
        };
        let runs =
            TaskDefinition::unknown_runs(planned.workload, &self.known).into_iter().map(|(variable, task)| Detail {
                what: format!("env {variable}"),
                from: None,
                to: Some(format!("how to run `{task}`, known after its stack")),
            });
        unknown.map(after).chain(runs).collect()
    }

    fn plan_service(
        &mut self,
        planned: Planned<'_>,
        declared: &ServiceBlueprint,
        service: Option<&ObservedService>,
        registered: bool,
        after: &[usize],
    ) -> Result<Option<usize>, Error> {
        let item = planned.item();
        let revision = self.known.revisions.get(planned.family()).filter(|_| !registered).cloned();
        // One that drains is as good as gone: its name is free as soon as its tasks are.
        let Some(observed) = service.filter(|service| service.status != "DRAINING") else {
            let details = [remark(tasks(declared)), remark(entry(declared))].into_iter().chain(waits(declared));
            let details = details.chain(Root::Service.told(&planned.workload.patches)).collect();
            let action = Action::CreateService { workload: planned.at, revision };
            let change = Change { verb: Verb::Create, kind: "service", item, effect: Effect::New, details, action };
            let step = self.steps.push(change, after.iter().copied());
            self.deploying.push((planned.at, step));
            return Ok(Some(step));
        };
        if observed.service.daemon != declared.daemon {
            return Ok(Some(self.plan_rescheduling(planned, declared, observed, revision, after)));
        }
        let desired = Service::declared(&self.blueprint.names, planned.cluster, planned.workload, &self.known);
        let counted = matches!(declared.size, Size::Count(_)) && !declared.daemon;
        let compared = desired.as_ref().map(|desired| desired.compared(&observed.service, counted));
        let mut details = match (&desired, &compared) {
            (Some(desired), Some((before, after))) => desired.told(differences(before, after)),
            _ => vec![remark(
                "the subnets, security group, target group, namespace or DNS name that its changed stacks make",
            )],
        };
        let fields = compared.map(|(before, after)| changed(&before, &after));
        if let Some(why) = fields.as_deref().and_then(refused) {
            return Err(Error::Conflict(format!("`{item}`: {why}")));
        }
        let has = |names: &[&str]| {
            fields.as_ref().is_none_or(|fields| fields.iter().any(|field| names.contains(&field.as_str())))
        };
        let revised = registered || revision.as_ref() != Some(&observed.task_definition);
        let failed = observed.last_deployment_failed();
        let deploys = revised || fields.as_deref().is_none_or(deploys);
        let unknown = self.unknown_to(&planned.cluster.identity.physical, planned.workload);
        // ECS refuses another strategy without it; and shells and new names are for new tasks alone.
        let force = has(&[STRATEGY]) || (!deploys && (failed || has(&[EXEC]) || !unknown.is_empty()));
        if revised {
            details.insert(0, revised_to(observed, revision.as_deref()));
        }
        if !deploys && !unknown.is_empty() {
            details.push(learns(&unknown));
        }
        if failed && !revised {
            details.insert(0, remark("its last deployment failed"));
        }
        if details.is_empty() {
            self.steps.unchanged += 1;
            return Ok(None);
        }
        let deploys = deploys || force;
        if deploys && observed.is_deploying() {
            self.notes.push(format!(
                "a deployment of {} to `{item}` goes on; this one takes its place (`attach` watches it instead)",
                short(&observed.task_definition)
            ));
        }
        if deploys {
            details.extend(waits(declared));
        }
        let places = |field: &String| PLACEMENT.contains(&field.as_str());
        let effect = if deploys {
            restart(declared, observed)
        } else if fields.as_ref().is_some_and(|fields| !fields.is_empty() && fields.iter().all(places)) {
            Effect::NextStart
        } else if fields.as_deref().is_some_and(counts_later) {
            Effect::NextDeployment
        } else {
            Effect::InPlace
        };
        let action = Action::UpdateService { workload: planned.at, revision, changed: fields, deploys, force };
        let change = Change { verb: Verb::Update, kind: "service", item, effect, details, action };
        let step = self.steps.push(change, after.iter().copied());
        if deploys {
            self.deploying.push((planned.at, step));
        }
        Ok(Some(step))
    }

    /// Plans that a service goes and is made anew: how its tasks are scheduled is so for its life. Nothing answers
    /// meanwhile.
    fn plan_rescheduling(
        &mut self,
        planned: Planned<'_>,
        declared: &ServiceBlueprint,
        observed: &ObservedService,
        revision: Option<String>,
        after: &[usize],
    ) -> usize {
        let item = planned.item();
        let gone = remove_service(&mut self.steps, observed);
        if let Some(step) = self.steps.list.get_mut(gone) {
            step.after.extend(after);
        }
        let words = |daemon: bool| Some(if daemon { "daemon" } else { "replica" }.to_owned());
        let scheduling =
            Detail { what: "scheduling".to_owned(), from: words(observed.service.daemon), to: words(declared.daemon) };
        let details = [scheduling, remark(tasks(declared))].into_iter().chain(waits(declared)).collect();
        let action = Action::CreateService { workload: planned.at, revision };
        let change = Change {
            verb: Verb::Create,
            kind: "service",
            item,
            effect: Effect::Replacement { downtime: true },
            details,
            action,
        };
        let step = self.steps.push(change, after.iter().copied().chain([gone]));
        self.deploying.push((planned.at, step));
        step
    }
}

impl ObservedService {
    /// Whether the deployment that is to serve has failed, so that the same declaration is worth another try.
    fn last_deployment_failed(&self) -> bool {
        self.recorded == Some(Recorded::Failed)
            || self.primary_rollout().is_some_and(|state| *state == DeploymentRolloutState::Failed)
    }

    /// Whether a deployment is under way.
    pub(crate) fn is_deploying(&self) -> bool {
        self.recorded == Some(Recorded::GoesOn)
            || self.primary_rollout().is_some_and(|state| *state == DeploymentRolloutState::InProgress)
    }

    /// The id of the deployment that is to serve.
    pub(crate) fn primary_id(&self) -> Option<String> {
        let primary = self.deployments.iter().find(|deployment| deployment.status() == Some("PRIMARY"))?;
        primary.id().map(str::to_owned)
    }

    fn primary_rollout(&self) -> Option<&DeploymentRolloutState> {
        let primary = self.deployments.iter().find(|deployment| deployment.status() == Some("PRIMARY"))?;
        primary.rollout_state()
    }
}

fn revised_to(observed: &ObservedService, revision: Option<&str>) -> Detail {
    Detail {
        what: "task definition".to_owned(),
        from: Some(short(&observed.task_definition).to_owned()),
        to: Some(revision.map_or("the new revision", short).to_owned()),
    }
}

fn tasks(declared: &ServiceBlueprint) -> String {
    match declared.size {
        _ if declared.daemon => "a task on every instance".to_owned(),
        Size::Count(1) => "1 task".to_owned(),
        Size::Count(count) => format!("{count} tasks"),
        Size::Scale(scale) => format!("{} to {} tasks", scale.tasks.min, scale.tasks.max),
    }
}

fn entry(declared: &ServiceBlueprint) -> String {
    if declared.routes.is_empty() && declared.streams.is_empty() {
        return "no route: nothing outside reaches it".to_owned();
    }
    let routes = declared.routes.iter().map(|prioritized| answered(&prioritized.route));
    let streams = declared.streams.iter().map(|stream| {
        let protocol = if stream.udp { "UDP" } else { "TCP" };
        let tls = if stream.tls { " with TLS" } else { "" };
        format!("{protocol} port {}{tls}", stream.port)
    });
    format!("answers {}", routes.chain(streams).collect::<Vec<_>>().join(", "))
}

/// The requests of a route: host and path, behind the methods and before how much more it asks for.
fn answered(route: &Route) -> String {
    let methods = if route.methods.is_empty() { String::new() } else { format!("{} ", route.methods.join("|")) };
    let host = route.host.unwrap_or_default();
    let headers = route.headers.iter().map(|header| format!("{}: {}", header.name, header.values.join("|")));
    let query = route.query.iter().map(|pair| format!("?{}={}", pair.name, pair.value));
    let sources = route.sources.iter().map(|source| format!("from {source}"));
    let more: Vec<String> = headers.chain(query).chain(sources).collect();
    let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join(", ")) };
    format!("{methods}{host}{}{more}", route.path)
}
