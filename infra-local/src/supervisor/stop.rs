//! Stops all that runs.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::sleep;

use super::stage::Stage;
use crate::control::StopEvent;
use crate::spec::Spec;

/// How often it is looked whether the last run has ended.
const POLL: Duration = Duration::from_millis(10);

impl Stage {
    /// Stops all that runs. A deploy that goes on ends where it is.
    pub(super) async fn stop(&self, events: Arc<dyn Fn(StopEvent) + Send + Sync>) {
        self.kept().is_stopping = true;
        self.generation.send_modify(|generation| *generation += 1);
        let _turn = self.deploying.lock().await;
        self.runs.stop(|_| true);
        let keepers = std::mem::take(&mut self.kept().keepers);
        let mut stops = JoinSet::new();
        for (item, keeper) in keepers {
            stops.spawn(async move {
                keeper.stop(false).await;
                item
            });
        }
        while let Some(stopped) = stops.join_next().await {
            if let Ok(item) = stopped {
                events(StopEvent::Stopped { item });
            }
        }
        while self.runs.is_running() {
            sleep(POLL).await;
        }
        // The ports are free for whoever comes next; where that fails they are when this process ends.
        let _ = self.machine.proxy.set_balancers(&[]);
        self.kept().spec = Spec::default();
        events(StopEvent::Ended);
        // Whoever asked a second time finds it done.
        self.stopped.send_replace(true);
    }
}
