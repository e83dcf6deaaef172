//! What all steps share.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use infra_core::blueprint::{Blueprint, ClusterBlueprint, WorkloadBlueprint};
use infra_core::event::Event;
use serde_json::Value;

use crate::Error;
use crate::client::Clients;
use crate::ecs::{Known, Outputs};
use crate::images::Shipper;
use crate::observe::Observed;
use crate::plan::WorkloadAt;
use crate::rollout::Watched;

/// What all steps share: the clients, the declarations, and what has become known.
pub(crate) struct Context {
    pub(crate) clients: Clients,
    pub(crate) blueprint: Blueprint,
    /// The longest that a task which comes first may take, if that is bounded.
    pub(crate) limit: Option<Duration>,
    /// What existed before anything was changed.
    pub(crate) observed: Observed,
    /// What pushes images, where some are built.
    pub(crate) shipper: Option<Arc<Shipper>>,
    known: Mutex<Known>,
    done: Mutex<BTreeSet<usize>>,
    deployments: Mutex<BTreeMap<String, String>>,
    begun: Begun,
    found: Mutex<Vec<Watched>>,
    events: Arc<dyn Fn(Event) + Send + Sync>,
}

impl Context {
    pub(crate) fn new(
        clients: Clients,
        blueprint: Blueprint,
        observed: Observed,
        events: Arc<dyn Fn(Event) + Send + Sync>,
    ) -> Self {
        Self {
            clients,
            blueprint,
            limit: None,
            known: Mutex::new(observed.known.clone()),
            observed,
            shipper: None,
            done: Mutex::default(),
            deployments: Mutex::default(),
            begun: Begun::default(),
            found: Mutex::default(),
            events,
        }
    }

    /// Notes that a step is done.
    pub(crate) fn finish(&self, step: usize) {
        self.done.lock().unwrap_or_else(PoisonError::into_inner).insert(step);
    }

    /// Notes the deployment that a change of a service began, or that goes on in it, as the answer tells it.
    pub(crate) fn learn_deployment(&self, service: &str, answer: &Value) {
        let deployments = answer.pointer("/service/deployments").and_then(Value::as_array);
        let text = |deployment: &'_ Value, name: &str| deployment.get(name).and_then(Value::as_str).map(str::to_owned);
        let mut deployments = deployments.into_iter().flatten();
        let primary = deployments.find(|deployment| text(deployment, "status").as_deref() == Some("PRIMARY"));
        if let Some(id) = primary.and_then(|primary| text(primary, "id")) {
            let mut deployments = self.deployments.lock().unwrap_or_else(PoisonError::into_inner);
            deployments.insert(service.to_owned(), id);
        }
    }

    /// The deployment of a service that was changed.
    pub(crate) fn deployment(&self, service: &str) -> Option<String> {
        self.deployments.lock().unwrap_or_else(PoisonError::into_inner).get(service).cloned()
    }

    /// The same, which notes the deployments that are begun in `begun`, and waits no longer than `limit`.
    pub(crate) fn noting(self, begun: &Begun, limit: Option<Duration>) -> Self {
        Self { begun: begun.clone(), limit, ..self }
    }

    /// The same, with what pushes images.
    pub(crate) fn shipping(self, shipper: Option<Arc<Shipper>>) -> Self {
        Self { shipper, ..self }
    }

    /// Notes a deployment that somebody else began.
    pub(crate) fn find(&self, watched: Watched) {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).push(watched);
    }

    /// Notes a deployment that was begun.
    pub(crate) fn begin(&self, watched: Watched) {
        self.begun.0.lock().unwrap_or_else(PoisonError::into_inner).push(watched);
    }

    /// The deployments that go on so far, whoever began them.
    pub(crate) fn deploying(&self) -> Vec<Watched> {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner).clone();
        self.begun.list().into_iter().chain(found).collect()
    }

    /// Whether nothing more is to be begun.
    pub(crate) fn is_stopped(&self) -> bool {
        self.begun.is_stopped()
    }

    /// Whether a step is done.
    pub(crate) fn is_done(&self, step: usize) -> bool {
        self.done.lock().unwrap_or_else(PoisonError::into_inner).contains(&step)
    }

    /// Tells what happened.
    pub(crate) fn tell(&self, event: Event) {
        (self.events)(event);
    }

    /// What is known now.
    pub(crate) fn known(&self) -> Known {
        self.lock().clone()
    }

    /// Notes what a stack puts out.
    pub(crate) fn learn_outputs(&self, stack: &str, outputs: Outputs) {
        self.lock().outputs.insert(stack.to_owned(), outputs);
    }

    /// Notes the revision that a family is to run.
    pub(crate) fn learn_revision(&self, family: &str, arn: &str) {
        self.lock().revisions.insert(family.to_owned(), arn.to_owned());
    }

    /// A workload with its cluster.
    pub(crate) fn workload(&self, at: WorkloadAt) -> Result<(&ClusterBlueprint, &WorkloadBlueprint), Error> {
        let cluster = self.blueprint.clusters.get(at.cluster);
        let found = cluster.and_then(|cluster| Some((cluster, cluster.workloads.get(at.workload)?)));
        found.ok_or_else(|| Error::Conflict("the plan was made for another app".to_owned()))
    }

    /// A thread that panicked while it held the lock has left whole values: each change is one insertion.
    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The deployments that were begun, known also to who applies the plan no more.
#[derive(Clone, Debug, Default)]
pub(crate) struct Begun(Arc<Mutex<Vec<Watched>>>, Arc<AtomicBool>);

impl Begun {
    /// Those that were begun by somebody else.
    pub(crate) fn of(watched: Vec<Watched>) -> Self {
        Self(Arc::new(Mutex::new(watched)), Arc::default())
    }

    /// From now on nothing more is begun.
    pub(crate) fn stop(&self) {
        self.1.store(true, Ordering::SeqCst);
    }

    fn is_stopped(&self) -> bool {
        self.1.load(Ordering::SeqCst)
    }

    /// Those that were begun so far.
    pub(crate) fn list(&self) -> Vec<Watched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The context as one step sees it, which tells its progress under its own name.
pub(crate) struct Tell<'run> {
    pub(crate) context: &'run Context,
    step: usize,
    subject: String,
}

impl<'run> Tell<'run> {
    pub(crate) fn new(context: &'run Context, step: usize, subject: String) -> Self {
        Self { context, step, subject }
    }

    /// Tells how the step goes.
    pub(crate) fn progress(&self, message: impl Into<String>) {
        let (step, subject) = (self.step, self.subject.clone());
        self.context.tell(Event::Progress { step, subject, message: message.into() });
    }

    /// Tells how many bytes of how many the step has sent.
    pub(crate) fn sent(&self, bytes: u64, of: u64) {
        let (step, subject) = (self.step, self.subject.clone());
        self.context.tell(Event::Sent { step, subject, bytes, of });
    }
}
