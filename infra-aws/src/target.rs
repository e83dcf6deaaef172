//! AWS as a place to deploy to.

use std::sync::Arc;
use std::time::Duration;

use infra_core::blueprint::Blueprint;
use infra_core::event::Event;
use infra_core::plan::Plan;
use infra_core::target::Target;
use tokio::sync::mpsc::unbounded_channel;

use crate::Error;
use crate::apply::{self, Begun, Context};
use crate::client::Clients;
use crate::ecs::Known;
use crate::images::Shipper;
use crate::observe::{self, Observed};
use crate::plan::{self, Action};
use crate::{outcome, rollout};

/// One account and region of AWS.
pub(crate) struct Aws {
    pub(crate) clients: Clients,
    /// The longest that a deployment may take; without one, what its estimate allows.
    pub(crate) limit: Option<Duration>,
    /// The time, in seconds since 1970.
    pub(crate) now: i64,
    /// The deployments that were begun.
    pub(crate) begun: Begun,
    /// What pushes images, where some are built.
    pub(crate) shipper: Option<Arc<Shipper>>,
}

impl Aws {
    /// What the stacks of a stage put out.
    pub(crate) async fn known(&self, blueprint: &Blueprint) -> Result<Known, Error> {
        let stacks = observe::read_stacks(&self.clients, &blueprint.names).await?;
        Ok(Known::of(&self.clients, &stacks))
    }
}

impl Target for Aws {
    type Action = Action;
    type Error = Error;
    type Observed = Observed;

    async fn observe(&self, blueprint: &Blueprint) -> Result<Observed, Error> {
        let observed = Observed::read(&self.clients, blueprint).await?;
        Ok(Observed { now: self.now, ..observed })
    }

    fn plan(&self, blueprint: &Blueprint, observed: &Observed) -> Result<Plan<Action>, Error> {
        plan::plan(blueprint, observed)
    }

    fn plan_destroy(&self, blueprint: &Blueprint, observed: &Observed) -> Result<Plan<Action>, Error> {
        plan::plan_destroy(blueprint, observed)
    }

    async fn apply(
        &self,
        blueprint: &Blueprint,
        plan: &Plan<Action>,
        observed: &Observed,
        events: Arc<dyn Fn(Event) + Send + Sync>,
    ) -> Result<(), Error> {
        let context = Context::new(self.clients.clone(), blueprint.clone(), observed.clone(), Arc::clone(&events));
        let context = Arc::new(context.noting(&self.begun, self.limit).shipping(self.shipper.clone()));
        let (sender, receiver) = unbounded_channel();
        for watched in rollout::going_on(blueprint, Some(plan), observed) {
            context.find(watched.clone());
            // The receiver is held here.
            let _ = sender.send(watched);
        }
        // What was begun is watched at once, and to its end also when another step failed: both are worth knowing.
        let (applied, seen) = tokio::join!(
            Box::pin(apply::apply(&context, plan, sender)),
            Box::pin(rollout::watch(&self.clients, receiver, self.limit, &*events)),
        );
        if !plan.is_empty() || !seen.ended.is_empty() {
            events(Event::Outcome { items: outcome::of(blueprint, plan, &applied, &seen.ended) });
        }
        outcome::check(plan, applied, seen)
    }
}
