//! What keeps a stage running: one process a stage, in the foreground or detached.

mod access;
mod apply;
mod before;
mod body;
mod detach;
mod error;
mod history;
mod kill;
mod page;
mod recover;
mod remove;
mod runs;
mod schedule;
mod serve;
mod services;
mod stage;
mod start;
mod stop;
mod turns;

use std::sync::Arc;

pub use detach::{detach, ensure};
pub use error::StartError;
pub use history::history;
pub use recover::recover;

use stage::Stage;
use tokio::sync::watch;

use crate::control::{ApplyEvent, ApplyRequest, Client, RunEvent, RunRequest, State, StopEvent};
use crate::parts::Parts;
use crate::place::Place;
use crate::proxy::Stats;
use crate::spec::Spec;

/// What keeps a stage running. Only one exists a stage; other commands reach it by its socket.
///
/// Dropped, it leaves everything running: [`Supervisor::stop`] ends it.
pub struct Supervisor {
    client: Client,
    stage: Arc<Stage>,
    over: watch::Receiver<bool>,
}

impl Supervisor {
    /// Begins to keep a stage, with nothing that runs. What an earlier supervisor that was killed has left is stopped first.
    ///
    /// # Errors
    /// When another one keeps the stage, or its folder cannot be written.
    pub async fn start(place: Place, parts: Parts, detached: bool) -> Result<Self, StartError> {
        let client = Client::of(&place);
        let (stage, over) = start::start(place, parts, detached).await?;
        Ok(Self { client, stage, over })
    }

    /// How other commands speak to it.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// What runs.
    #[must_use]
    pub fn state(&self) -> State {
        self.stage.state()
    }

    /// The spec that is kept.
    #[must_use]
    pub fn spec(&self) -> Spec {
        self.stage.spec()
    }

    /// What passed through its load balancers.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.stage.machine.proxy.stats()
    }

    /// Puts a spec in place, tells `events`, and says whether all runs as it says.
    pub async fn apply(&self, request: ApplyRequest, events: impl Fn(ApplyEvent) + Send + Sync + 'static) -> bool {
        self.stage.apply(request, Arc::new(events)).await
    }

    /// Runs a task to its end, and gives the exit code that a shell would; none where there is no such task.
    pub async fn run(&self, request: RunRequest, events: impl Fn(RunEvent) + Send + Sync + 'static) -> Option<i32> {
        Some(self.stage.run(request, Arc::new(events)).await?.code())
    }

    /// Stops all that runs, and soon: requests that are open have two seconds. Then each process is asked, and killed when its
    /// time is over.
    pub async fn stop(&self) {
        self.stage.stop(stop::SOON, Arc::new(|_: StopEvent| ())).await;
        self.ended().await;
    }

    /// Waits until it has been stopped, by [`Supervisor::stop`] or by a command.
    pub async fn ended(&self) {
        let mut over = self.over.clone();
        // Where nobody is left to say so, it is over as well.
        let _ = over.wait_for(|over| *over).await;
    }

    /// Kills all that runs. What is being stopped is over at once then; what is not is replaced.
    pub async fn kill(&self) {
        kill::all(&self.stage.machine.place, &self.stage.machine.parts.containers).await;
    }
}
