//! `rollback`: back to what ran before.

use infra_core::event::{Event, RolloutState};
use infra_core::target::Target;
use serde_json::json;

use super::report::Reporter;
use super::select::select;
use super::{Session, ask, interrupt};
use crate::Error;
use crate::concurrently;
use crate::deployments::{Back, put_back, way_back};
use crate::failure::{Failure, Kind};
use crate::rollout::{self, Ended, Watched};

pub(super) async fn rollback(session: &Session, service: Option<&str>, to: Option<u32>) -> Result<u8, Failure> {
    let target = session.target().await?;
    let found = interrupt::leave(session, async {
        let observed = target.observe(&session.blueprint).await?;
        let standing = rollout::standing(&session.blueprint, &observed);
        let chosen = select(&session.blueprint.names.app, standing, |(watched, _)| &watched.subject.item, service)?;
        let several = chosen.len() > 1;
        let clients = &target.clients;
        let ways = chosen.into_iter().map(|(watched, running)| async move {
            let way = way_back(clients, (&watched.cluster, &watched.service), &running, to).await;
            Ok((watched, way))
        });
        Ok((concurrently::all(ways.collect()).await?, several))
    });
    let (found, several) = found.await?;
    let mut ways: Vec<(Watched, Back)> = Vec::new();
    for (watched, way) in found {
        match way {
            // Of all services those count whose deployment goes on: who wants another one back, names it.
            Ok(way) if !several || matches!(way, Back::Stop(_) | Back::StopFirst(_)) => ways.push((watched, way)),
            Ok(_) => {}
            Err(Error::Conflict(_)) if several => {}
            Err(error @ Error::Conflict(_)) => {
                let hint = format!("`history {}` lists what there was", watched.subject.item);
                return Err(Failure::from(error).hint(hint));
            }
            Err(error) => return Err(error.into()),
        }
    }
    if ways.is_empty() {
        return Err(Failure::new(Kind::Usage, "no deployment goes on that could be rolled back").hint(
            "name the service whose last good revision is to be deployed again: `rollback SERVICE`; `history` \
                   lists what there was",
        ));
    }
    let text: Vec<String> =
        ways.iter().map(|(watched, way)| format!("{}: {}", watched.subject.item, way.words())).collect();
    session.output.result(&text.join("\n"), &json!({ "event": "rollback", "services": text }));
    ask::confirm(&*session.output.host, "Roll back?", session.common.yes).await?;
    let reporter = Reporter::new(session);
    let clients = &target.clients;
    let work = async {
        let begun = ways.into_iter().map(|(watched, way)| async move {
            let stopped = matches!(way, Back::Stop(_));
            Ok((put_back(clients, &way, watched).await?, stopped))
        });
        let begun: Vec<(Watched, bool)> = concurrently::all(begun.collect()).await?;
        let stopped: Vec<String> =
            begun.iter().filter(|(_, stopped)| *stopped).map(|(watched, _)| watched.subject.item.clone()).collect();
        let watched = begun.into_iter().map(|(watched, _)| watched).collect();
        let teller = reporter.teller();
        // That what was stopped is rolled back, is what was asked for, and no failure to report.
        let tell = |event: Event| match event {
            Event::Report(report) if is_back(&stopped, &report.service, report.state) => {}
            event => teller(event),
        };
        let ended = rollout::watch_all(clients, watched, target.limit, &tell).await?;
        let is_well = |ended: &Ended| is_back(&stopped, &ended.rollout.service, ended.rollout.state);
        rollout::check(&ended.into_iter().filter(|ended| !is_well(ended)).collect::<Vec<_>>())
    };
    interrupt::leave(session, async { Ok(work.await?) }).await?;
    session.output.result("Rolled back.", &json!({ "event": "rolled_back" }));
    Ok(0)
}

/// Whether a deployment is where it is to be: one that was stopped, back where it was.
fn is_back(stopped: &[String], service: &str, state: RolloutState) -> bool {
    state.is_success() || (state == RolloutState::RolledBack && stopped.iter().any(|item| item == service))
}
