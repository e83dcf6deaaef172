//! Stops all that runs.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

use super::stage::Stage;
use crate::control::StopEvent;
use crate::service::Keeper;
use crate::spec::Spec;

/// How long open requests may take where somebody waits at a terminal.
pub(super) const SOON: Duration = Duration::from_secs(2);
/// How long they may take else, where the time that is declared is longer.
pub(super) const LONGEST: Duration = Duration::from_secs(30);
/// How often it is looked whether the last run has ended.
const POLL: Duration = Duration::from_millis(10);

impl Stage {
    /// Stops all that runs. A deploy that goes on ends where it is. Nothing new comes in; requests that are open have until
    /// `limit` is over, or what was left of that of somebody who asked before. What calls stops before what it calls, as long as
    /// there is time for it.
    pub(super) async fn stop(&self, limit: Duration, events: Arc<dyn Fn(StopEvent) + Send + Sync>) {
        self.kept().is_stopping = true;
        let at = Instant::now() + limit;
        self.until.send_if_modified(|until| {
            let is_sooner = until.is_none_or(|until| at < until);
            *until = if is_sooner { Some(at) } else { *until };
            is_sooner
        });
        self.generation.send_modify(|generation| *generation += 1);
        let _turn = self.deploying.lock().await;
        self.runs.stop(|_| true);
        // The ports are free for whoever comes next; where that fails they are when this process ends.
        let _ = self.machine.proxy.set_balancers(&[]);
        let mut stops = self.stop_services();
        while let Some(stopped) = stops.join_next().await {
            if let Ok(item) = stopped {
                events(StopEvent::Stopped { item });
            }
        }
        while self.runs.is_running(|_| true) {
            sleep(POLL).await;
        }
        self.kept().spec = Spec::default();
        events(StopEvent::Ended);
        // Whoever asked a second time finds it done.
        self.stopped.send_replace(true);
    }

    /// Stops the services: each when those that call it have ended, or their time is over.
    fn stop_services(&self) -> JoinSet<String> {
        let (spec, keepers, going) = {
            let mut kept = self.kept();
            (kept.spec.clone(), std::mem::take(&mut kept.keepers), std::mem::take(&mut kept.going))
        };
        // What ends meanwhile is not replaced.
        keepers.values().for_each(Keeper::hold);
        let mut stops = JoinSet::new();
        for (item, keeper) in &keepers {
            let callers = callers(&spec, &keepers, item);
            let tasks: Vec<String> = spec.tasks_calling(item).map(str::to_owned).collect();
            let (item, keeper, until, runs) = (item.clone(), keeper.clone(), self.until.subscribe(), self.runs.clone());
            stops.spawn(async move {
                let called_no_more = async {
                    for caller in &callers {
                        caller.ended().await;
                    }
                    while runs.is_running(|item| tasks.iter().any(|task| task == item)) {
                        sleep(POLL).await;
                    }
                };
                tokio::select! {
                    () = called_no_more => {}
                    () = over(until.clone()) => {}
                }
                stop_until(&keeper, until).await;
                item
            });
        }
        for (item, keeper) in going {
            let until = self.until.subscribe();
            stops.spawn(async move {
                stop_until(&keeper, until).await;
                item
            });
        }
        stops
    }
}

/// The keepers of what calls a service.
fn callers(spec: &Spec, keepers: &BTreeMap<String, Keeper>, item: &str) -> Vec<Keeper> {
    let callers = spec.callers(item);
    callers.iter().filter_map(|caller| keepers.get(&caller.item)).cloned().collect()
}

/// Stops a service. When the time for it gets shorter, it does as well.
async fn stop_until(keeper: &Keeper, mut until: watch::Receiver<Option<Instant>>) {
    loop {
        let left = until.borrow_and_update().map(|until| until.saturating_duration_since(Instant::now()));
        tokio::select! {
            () = keeper.stop(left.unwrap_or_default()) => return,
            Ok(()) = until.changed() => {}
        }
    }
}

/// Until the time for requests that are open is over.
async fn over(mut until: watch::Receiver<Option<Instant>>) {
    loop {
        let at = until.borrow_and_update().unwrap_or_else(Instant::now);
        tokio::select! {
            () = sleep_until(at) => return,
            Ok(()) = until.changed() => {}
        }
    }
}
