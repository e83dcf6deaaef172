//! `deploy`.

use infra_core::target::Target;
use serde_json::json;

use super::report::reporter;
use super::{Session, ask, status};
use crate::failure::Failure;
use crate::observe::settle;

pub(super) async fn deploy(session: &Session) -> Result<u8, Failure> {
    let target = session.target().await?;
    settle(&target.clients, &session.blueprint.names, &|line| session.output.say(&line)).await?;
    let observed = target.observe(&session.blueprint).await?;
    let plan = target.plan(&session.blueprint, &observed)?;
    session.output.result(&plan.to_string(), &json!({ "event": "plan", "plan": &plan }));
    if !plan.is_empty() {
        ask::confirm(&*session.output.host, "Deploy this?", session.common.yes).await?;
    }
    // Also with an empty plan: a deployment that an earlier command began is watched to its end.
    target.apply(&session.blueprint, &plan, &observed, reporter(&session.output)).await?;
    if !plan.is_empty() {
        let addresses = status::addresses(&session.blueprint, &target.observe(&session.blueprint).await?);
        let text: Vec<&str> = ["Deployed."].into_iter().chain(addresses.iter().map(String::as_str)).collect();
        session.output.result(&text.join("\n"), &json!({ "event": "deployed", "load_balancers": addresses }));
    }
    Ok(0)
}
