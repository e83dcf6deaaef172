//! `attach`: watches the deployments that go on.

use std::sync::Arc;

use infra_core::target::Target;
use serde_json::json;

use super::report::Reporter;
use super::{Session, interrupt};
use crate::apply::Begun;
use crate::failure::Failure;
use crate::rollout::{self, Ended, Watched};
use crate::target::Aws;

pub(super) async fn attach(session: &Session) -> Result<u8, Failure> {
    let target = session.target().await?;
    let observed = interrupt::leave(session, async { Ok(target.observe(&session.blueprint).await?) }).await?;
    let going_on = rollout::going_on(&session.blueprint, None, &observed);
    if going_on.is_empty() {
        session.output.result("No deployment goes on.", &json!({ "event": "attached", "services": [] }));
        return Ok(0);
    }
    let services: Vec<String> = going_on.iter().map(|watched| watched.subject.item.clone()).collect();
    let going_on = rollout::as_recorded(&target.clients, going_on).await?;
    let ended = Box::pin(watch(session, target, going_on)).await?;
    rollout::check(&ended)?;
    let text = format!("Deployed: {}.", services.join(", "));
    session.output.result(&text, &json!({ "event": "attached", "services": services }));
    Ok(0)
}

/// Watches deployments to their end; Ctrl-C asks as it does in a deploy.
pub(super) async fn watch(session: &Session, target: Aws, watched: Vec<Watched>) -> Result<Vec<Ended>, Failure> {
    let target = Aws { begun: Begun::of(watched.clone()), ..target };
    let reporter: Arc<Reporter> = Reporter::new(session);
    let teller = reporter.teller();
    let work = Box::pin(rollout::watch_all(&target.clients, watched, target.limit, &*teller));
    interrupt::ask(session, &target, &reporter, work).await
}
