//! `approve` and `reject`: what becomes of deployments that wait for somebody.

use infra_core::event::RolloutState;
use infra_core::target::Target;
use serde_json::json;

use super::select::select;
use super::time::timestamp;
use super::{Session, ask, attach, interrupt};
use crate::arn::short;
use crate::deployments::{Verdict, waiting};
use crate::failure::{Failure, Kind};
use crate::rollout::{self, Ended};

pub(super) async fn decide(session: &Session, service: Option<&str>, verdict: Verdict) -> Result<u8, Failure> {
    let target = session.target().await?;
    let waiting = interrupt::leave(session, async {
        let observed = target.observe(&session.blueprint).await?;
        let going_on = rollout::going_on(&session.blueprint, None, &observed);
        let chosen = match service {
            // A service that is not deployed at the moment is known as well.
            Some(_) => {
                let standing = rollout::standing(&session.blueprint, &observed);
                let app = &session.blueprint.names.app;
                let named = select(app, standing, |(watched, _)| &watched.subject.item, service)?;
                let is_named = |item: &String| named.iter().any(|(watched, _)| watched.subject.item == *item);
                going_on.into_iter().filter(|watched| is_named(&watched.subject.item)).collect()
            }
            None => going_on,
        };
        Ok(waiting(&target.clients, chosen).await?)
    });
    let waiting = waiting.await?;
    if waiting.is_empty() {
        return Err(Failure::new(Kind::Usage, "no deployment waits to be approved or rejected")
            .hint("`status` shows the deployments; one waits where its `deploy` has a `pause`"));
    }
    let (word, question) = match verdict {
        Verdict::Approve => ("approved", "Let them go on?"),
        Verdict::Reject => ("rejected", "Roll them back?"),
    };
    let lines: Vec<String> = waiting
        .iter()
        .map(|waiting| {
            let until = waiting.until.map(|at| format!(", until {}", timestamp(at))).unwrap_or_default();
            let revision = short(&waiting.watched.task_definition);
            format!("{}: {revision} waits{until}", waiting.watched.subject.item)
        })
        .collect();
    session.output.result(&lines.join("\n"), &json!({ "event": "waiting", "services": lines }));
    interrupt::leave(session, ask::confirm(&*session.output.host, question, session.common.yes)).await?;
    for waiting in &waiting {
        waiting.give(&target.clients, verdict).await?;
        session.output.say(&format!("{} service: {word}", waiting.watched.subject.item));
    }
    let watched = waiting.into_iter().map(|waiting| waiting.watched).collect();
    let mut ended = Box::pin(attach::watch(session, target, watched)).await?;
    if verdict == Verdict::Reject {
        let went_on = ended.iter().find(|ended| ended.rollout.state.is_success());
        if let Some(Ended { rollout, .. }) = went_on {
            let what = format!("`{}` was not rolled back: revision {} runs", rollout.service, rollout.revision);
            return Err(Failure::new(Kind::Rollout, what)
                .hint("somebody else approved it; `rollback` puts the last good revision back"));
        }
        // As was asked.
        ended.retain(|ended| ended.rollout.state != RolloutState::RolledBack);
    }
    rollout::check(&ended)?;
    Ok(0)
}
