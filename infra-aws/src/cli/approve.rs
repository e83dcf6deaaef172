//! `approve` and `reject`: what becomes of deployments that wait for somebody.

use infra_core::target::Target;
use serde_json::json;

use super::select::select;
use super::time::timestamp;
use super::{Session, ask, attach, interrupt};
use crate::deployments::{Verdict, waiting};
use crate::failure::{Failure, Kind};
use crate::rollout;

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
            let revision = rollout::short(&waiting.watched.task_definition);
            format!("{}: {revision} waits{until}", waiting.watched.subject.item)
        })
        .collect();
    session.output.result(&lines.join("\n"), &json!({ "event": "waiting", "services": lines }));
    ask::confirm(&*session.output.host, question, session.common.yes).await?;
    for waiting in &waiting {
        waiting.give(&target.clients, verdict).await?;
        session.output.say(&format!("{} service: {word}", waiting.watched.subject.item));
    }
    let watched = waiting.into_iter().map(|waiting| waiting.watched).collect();
    let watched = Box::pin(attach::watch(session, target, watched)).await;
    match (verdict, watched) {
        // It was rolled back, as was asked.
        (Verdict::Reject, Err(failure)) if failure.kind == Kind::Rollout => Ok(0),
        (_, watched) => watched.map(|()| 0),
    }
}
