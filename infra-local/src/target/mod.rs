//! This machine as a place to deploy to.

mod plan;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use infra_core::blueprint::Blueprint;
use infra_core::event::Event;
use infra_core::plan::Plan;
use infra_core::target::Target;

use crate::control::{ApplyEvent, Client, ControlError, State};
use crate::place::Place;
use crate::spec::{Built, Spec, SpecError};
use crate::supervisor::{self, StartError};

pub use plan::Action;

/// One stage of an app on this machine.
#[derive(Clone, Debug)]
pub struct Local {
    /// Its folder.
    pub place: Place,
    /// What was built.
    pub built: Built,
    /// The program and its arguments that start a detached supervisor where none runs. In the foreground one runs already.
    pub detached: Option<(PathBuf, Vec<String>)>,
}

/// What runs of a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    /// The spec that the supervisor keeps: empty where there is none.
    pub spec: Spec,
    /// What it says of it; none where there is no supervisor.
    pub state: Option<State>,
}

/// Why something failed on this machine.
#[derive(Debug, thiserror::Error)]
pub enum LocalError {
    /// Nothing can be run of the blueprint.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// The supervisor.
    #[error(transparent)]
    Control(#[from] ControlError),
    /// A supervisor cannot be started.
    #[error(transparent)]
    Start(#[from] StartError),
    /// No supervisor keeps the stage.
    #[error("nothing of {app} {stage} runs on this machine")]
    Nothing {
        /// The app.
        app: String,
        /// The stage.
        stage: String,
    },
    /// Something of it does not run as it was declared: the events have said what.
    #[error("not all of {app} {stage} runs as declared")]
    Failed {
        /// The app.
        app: String,
        /// The stage.
        stage: String,
    },
}

impl Local {
    /// The supervisor; one is started where there is none.
    async fn supervisor(&self) -> Result<Client, LocalError> {
        match (&self.detached, Client::connect(&self.place).await?) {
            (_, Some(client)) => Ok(client),
            (Some((program, arguments)), None) => Ok(supervisor::detach(&self.place, program, arguments).await?),
            (None, None) => Err(self.nothing()),
        }
    }

    fn nothing(&self) -> LocalError {
        LocalError::Nothing { app: self.place.app().to_owned(), stage: self.place.stage().to_owned() }
    }
}

impl Target for Local {
    type Action = Action;
    type Error = LocalError;
    type Observed = Observed;

    async fn observe(&self, _: &Blueprint) -> Result<Observed, LocalError> {
        let Some(client) = Client::connect(&self.place).await? else { return Ok(Observed::default()) };
        Ok(Observed { spec: client.spec().await?, state: Some(client.state().await?) })
    }

    fn plan(&self, blueprint: &Blueprint, observed: &Observed) -> Result<Plan<Action>, LocalError> {
        Ok(plan::plan(&blueprint.names, &Spec::of(blueprint, &self.built)?, observed))
    }

    fn plan_destroy(&self, blueprint: &Blueprint, observed: &Observed) -> Result<Plan<Action>, LocalError> {
        Ok(plan::plan(&blueprint.names, &Spec::default(), observed))
    }

    async fn apply(
        &self,
        _: &Blueprint,
        plan: &Plan<Action>,
        _: &Observed,
        events: Arc<dyn Fn(Event) + Send + Sync>,
    ) -> Result<(), LocalError> {
        let Some(spec) = plan.steps.first().map(|step| Arc::clone(&step.action.spec)) else { return Ok(()) };
        let succeeded = if spec.is_empty() {
            let Some(client) = Client::connect(&self.place).await? else { return Ok(()) };
            client.stop(|_| ()).await?;
            true
        } else {
            let places: Vec<String> = plan.steps.iter().map(|step| format!("{} {}", step.item, step.kind)).collect();
            let tell = |event: ApplyEvent| {
                if let ApplyEvent::Event(event) = event
                    && let Some(event) = placed(event, &places)
                {
                    events(event);
                }
            };
            self.supervisor().await?.apply(&spec, tell).await?
        };
        if succeeded {
            return Ok(());
        }
        Err(LocalError::Failed { app: self.place.app().to_owned(), stage: self.place.stage().to_owned() })
    }
}

/// An event of the supervisor's with the place of its step in the plan. It knows no plan: what is in none is nothing new.
fn placed(event: Event, subjects: &[String]) -> Option<Event> {
    let place = |subject: &String| subjects.iter().position(|known| known == subject);
    Some(match event {
        Event::Started { subject, .. } => Event::Started { step: place(&subject)?, subject },
        Event::Progress { subject, message, .. } => Event::Progress { step: place(&subject)?, subject, message },
        Event::Sent { subject, bytes, of, .. } => Event::Sent { step: place(&subject)?, subject, bytes, of },
        Event::Done { subject, .. } => Event::Done { step: place(&subject)?, subject },
        Event::Failed { subject, reason, .. } => Event::Failed { step: place(&subject)?, subject, reason },
        event => event,
    })
}
