//! Watching deployments until each has an end, and telling the truth about it.

mod judge;
mod pause;
mod read;
mod subject;
mod watch;

use std::time::Duration;

use infra_core::event::{Event, Report, Rollout};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

pub(crate) use judge::waiting_hook;
pub(crate) use read::records;
pub(crate) use subject::{Watched, address, as_recorded, begun_by, estimate, going_on, standing};

use crate::Error;
use crate::client::Clients;
use crate::wait::Pace;
use watch::Watch;

/// Of how many services the targets are asked at each look.
const TARGETS: usize = 10;

/// How soon is looked again while a smoke test runs.
const TESTED: Duration = Duration::from_secs(2);

/// How a deployment ended.
#[derive(Clone, Debug)]
pub(crate) struct Ended {
    /// How it stood at last.
    pub(crate) rollout: Rollout,
    /// Why, where it did not succeed.
    pub(crate) report: Option<Report>,
}

/// What came of watching deployments.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// How each ended; those that could not be watched to their end go on.
    pub(crate) ended: Vec<Ended>,
    /// Why some could not be watched to their end.
    pub(crate) lost: Option<Error>,
}

/// Watches the deployments that come in until no more come and each has an end; `limit` is the longest that one may take,
/// in the place of its own. What cannot be read for a while is asked again later: a deployment goes on whether somebody
/// looks or not.
pub(crate) async fn watch(
    clients: &Clients,
    mut begun: UnboundedReceiver<Watched>,
    limit: Option<Duration>,
    tell: &(dyn Fn(Event) + Send + Sync),
) -> Seen {
    let mut pace = slow_start();
    let mut open: Vec<Watch> = Vec::new();
    let mut ended = Vec::new();
    let mut looks = 0;
    loop {
        while let Ok(watched) = begun.try_recv() {
            open.push(Watch::new(watched, limit));
            pace = slow_start();
        }
        if open.is_empty() {
            match begun.recv().await {
                Some(watched) => open.push(Watch::new(watched, limit)),
                None => return Seen { ended, lost: None },
            }
        }
        match look(clients, &mut open, looks, tell).await {
            Err(error) if error.passes() => {
                pace.slow_down();
                for watch in &mut open {
                    watch.miss(&error);
                }
            }
            Err(error) => {
                // Those that are begun from now on cannot be watched either.
                while let Some(watched) = begun.recv().await {
                    open.push(Watch::new(watched, limit));
                }
                return lose(ended, open, error);
            }
            Ok(()) => {}
        }
        looks += 1;
        let mut still_open = Vec::new();
        for mut watch in open {
            watch.check_limit();
            if watch.rollout().state.is_final() {
                ended.push(watch.end(clients, tell).await);
            } else {
                still_open.push(watch);
            }
        }
        open = still_open;
        if !open.is_empty() {
            // What a test of the user's own does is not waited for at the pace of AWS.
            if open.iter().any(Watch::is_testing) {
                pace.hurry(TESTED);
            }
            tokio::select! {
                () = pace.wait() => {}
                Some(watched) = begun.recv() => open.push(Watch::new(watched, limit)),
            }
        }
    }
}

/// Ends the watching of deployments that go on.
fn lose(mut ended: Vec<Ended>, open: Vec<Watch>, error: Error) -> Seen {
    let services = open.iter().map(|watch| watch.watched.subject.item.clone()).collect();
    ended.extend(open.into_iter().map(Watch::abandon));
    Seen { ended, lost: Some(Error::Unwatched { services, error: Box::new(error) }) }
}

/// The pace of the looks after a deployment began.
fn slow_start() -> Pace {
    Pace::new(Duration::from_secs(1), Duration::from_secs(6)).jittered()
}

/// Watches these deployments until each has an end.
pub(crate) async fn watch_all(
    clients: &Clients,
    watched: Vec<Watched>,
    limit: Option<Duration>,
    tell: &(dyn Fn(Event) + Send + Sync),
) -> Result<Vec<Ended>, Error> {
    let (sender, receiver) = unbounded_channel();
    for watched in watched {
        // The receiver is held here until the end.
        let _ = sender.send(watched);
    }
    drop(sender);
    let Seen { ended, lost } = Box::pin(watch(clients, receiver, limit, tell)).await;
    lost.map_or(Ok(ended), Err)
}

/// The deployments that did not succeed, as an error.
pub(crate) fn check(ended: &[Ended]) -> Result<(), Error> {
    let failed: Vec<Report> = ended.iter().filter_map(|ended| ended.report.clone()).collect();
    if failed.is_empty() { Ok(()) } else { Err(Error::Rollout(failed)) }
}

/// Looks at all of them once.
async fn look(
    clients: &Clients,
    open: &mut [Watch],
    looks: usize,
    tell: &(dyn Fn(Event) + Send + Sync),
) -> Result<(), Error> {
    let services = read::services(clients, open.iter().map(|watch| &watch.watched)).await?;
    for watch in &mut *open {
        watch.see(services.get(&watch.key()));
    }
    let unrecorded = open.iter().filter(|watch| watch.wants_record()).map(|watch| watch.watched.clone()).collect();
    let listed = read::listed_records(clients, unrecorded).await?;
    for watch in &mut *open {
        if let Some(records) = listed.get(&watch.key()) {
            let own = watch.own_records(clients, records).await?;
            watch.choose_record(&own, records);
        }
    }
    let records = records(clients, open.iter().filter_map(|watch| watch.record.clone()).collect()).await?;
    let (count, first) = (open.len(), looks * TARGETS);
    for (place, watch) in open.iter_mut().enumerate() {
        let (service, record) = (services.get(&watch.key()), watch.record.as_ref().and_then(|arn| records.get(arn)));
        watch.judge(service, record);
        // Of many services each has its turn.
        if (place + count - first % count) % count < TARGETS {
            watch.ask_targets(clients).await;
        }
        watch.look_for_trouble(clients, service, record, tell).await;
        watch.pause(clients, record, tell).await;
        watch.tell(tell);
    }
    Ok(())
}
