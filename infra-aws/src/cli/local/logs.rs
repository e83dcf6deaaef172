//! `logs [WORKLOAD..]`.

use std::collections::BTreeSet;
use std::time::Duration;

use infra_local::control::State;
use infra_local::logs::{Asked, Filter, Which, items};

use super::Stage;
use super::lines::{Lines, containers};
use crate::cli::interrupt::leave;
use crate::cli::logs::{SINCE, Wanted, choose};
use crate::failure::{Failure, Kind};

/// How often it is looked for new lines.
pub(super) const POLL: Duration = Duration::from_millis(150);

pub(super) async fn logs(stage: &Stage<'_>, wanted: Wanted) -> Result<u8, Failure> {
    let session = stage.session;
    let standing = leave(session, stage.standing()).await?;
    let folder = stage.place.logs();
    let written = items(&folder).map_err(|error| Failure::new(Kind::Local, error))?;
    let known = standing.as_ref().map(|(spec, _)| containers(spec)).unwrap_or_default();
    let all: BTreeSet<String> = known.iter().map(|(item, _)| item.clone()).chain(written).collect();
    let items = choose(stage.place.app(), all.into_iter().collect(), |item| item, &wanted.workloads)?;
    if let Some(container) = &wanted.container
        && !known.is_empty()
        && !known.iter().any(|(item, unit)| items.contains(item) && unit == container)
    {
        return Err(Failure::new(Kind::Usage, format!("nothing of this has a container `{container}`")));
    }
    let pattern = wanted.pattern.as_deref().unwrap_or_default();
    let filter = Filter::read(pattern).map_err(|unread| Failure::new(Kind::Usage, unread))?;
    let back = wanted.since.or_else(|| (!wanted.previous).then_some(SINCE));
    let since = back.map(|back| session.output.host.now().saturating_sub(back).saturating_mul(1_000));
    let running = standing.as_ref().map(|(_, state)| running(state)).unwrap_or_default();
    let which = if wanted.previous { Which::LastStopped(running) } else { Which::All };
    // What was never written by any of them would be no line of theirs: an empty list is all.
    let known: Vec<(String, String)> = known.into_iter().filter(|(item, _)| items.contains(item)).collect();
    let asked = Asked { items, since, filter, unit: wanted.container, which };
    if asked.items.is_empty() {
        session.output.say(&format!("nothing of {} has run on this machine", stage.name()));
        return Ok(0);
    }
    let mut lines = Lines::new(&folder, asked, &known, &session.output);
    let count = lines.show()?;
    if !wanted.follow {
        if count == 0 && wanted.previous {
            session.output.say("no task that has stopped is known");
        }
        return Ok(0);
    }
    loop {
        // To be interrupted is how following ends.
        tokio::select! {
            () = tokio::time::sleep(POLL) => { lines.show()?; }
            signal = session.output.host.interrupted() => {
                signal.map_err(|error| Failure::new(Kind::Local, error))?;
                return Ok(0);
            }
        }
    }
}

/// The ids of all that runs.
fn running(state: &State) -> BTreeSet<String> {
    let replicas = state.services.iter().flat_map(|service| &service.replicas).map(|replica| replica.id.clone());
    let runs = state.tasks.iter().flat_map(|task| &task.runs).filter(|run| run.exit.is_none());
    replicas.chain(runs.map(|run| run.id.clone())).collect()
}
