//! `rollback`: back to what ran before.

use std::collections::BTreeMap;

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
    let text: Vec<String> = ways
        .iter()
        .map(|(watched, way)| format!("{}: {}{}", watched.subject.item, way.words(), waits(watched, way)))
        .collect();
    session.output.result(&text.join("\n"), &json!({ "event": "rollback", "services": text }));
    let asked = ask::confirm(&*session.output.host, "Roll back?", session.common.yes);
    interrupt::leave(session, asked).await?;
    let is_first = ways.iter().all(|(_, way)| matches!(way, Back::StopFirst(_)));
    let reporter = Reporter::new(session);
    let clients = &target.clients;
    let work = async {
        let begun =
            ways.into_iter().map(|(watched, way)| async move { Ok((put_back(clients, &way, watched).await?, way)) });
        let begun: Vec<(Watched, Back)> = concurrently::all(begun.collect()).await?;
        let goals: BTreeMap<String, Back> =
            begun.iter().map(|(watched, way)| (watched.subject.item.clone(), way.clone())).collect();
        let watched = begun.into_iter().map(|(watched, _)| watched).collect();
        let teller = reporter.teller();
        let is_back = |service: &str, state: RolloutState| goals.get(service).is_some_and(|way| way.is_reached(state));
        // That what was stopped is rolled back, is what was asked for, and no failure to report.
        let tell = |event: Event| match event {
            Event::Report(report) if is_back(&report.service, report.state) => {}
            event => teller(event),
        };
        let mut ended = rollout::watch_all(clients, watched, target.limit, &tell).await?;
        ended.retain(|ended| !is_back(&ended.rollout.service, ended.rollout.state));
        Ok::<Vec<Ended>, Error>(ended)
    };
    let missed = interrupt::leave(session, async { Ok(Box::pin(work).await?) }).await?;
    rollout::check(&missed)?;
    // It has no report, since by itself it went well.
    if let Some(Ended { rollout, .. }) = missed.first() {
        let item = &rollout.service;
        let what = format!(
            "the deployment of `{item}` was done before it could be stopped: revision {} runs",
            rollout.revision
        );
        return Err(
            Failure::new(Kind::Rollout, what).hint(format!("`rollback {item}` deploys the last good revision again"))
        );
    }
    let said = if is_first { "Stopped." } else { "Rolled back." };
    session.output.result(said, &json!({ "event": "rolled_back" }));
    Ok(0)
}

/// That a revision which is deployed again waits as any other does.
fn waits(watched: &Watched, way: &Back) -> &'static str {
    match way {
        Back::To(_) if watched.estimate.pause > 0 => "; before its traffic moves it waits as any deployment of it does",
        Back::To(_) | Back::Stop(_) | Back::StopFirst(_) => "",
    }
}
