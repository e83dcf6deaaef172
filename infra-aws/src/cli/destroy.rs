//! `destroy`.

use infra_core::blueprint::Blueprint;
use infra_core::target::Target;
use serde_json::json;

use super::deploy::settled;
use super::report::Reporter;
use super::{Session, ask};
use crate::failure::Failure;

pub(super) async fn destroy(session: &Session, confirm: Option<&str>) -> Result<u8, Failure> {
    let target = session.target().await?;
    // What is declared does not matter: all that carries the stage's tags goes.
    let stage = Blueprint { clusters: Vec::new(), ..session.blueprint.clone() };
    let observed = settled(session, &target, &stage).await?;
    let plan = target.plan_destroy(&stage, &observed)?;
    session.output.result(&plan.to_string(), &json!({ "event": "plan", "plan": &plan }));
    if plan.is_empty() {
        return Ok(0);
    }
    if session.blueprint.protected {
        ask::confirm_name(&*session.output.host, &session.blueprint.names.stage, confirm).await?;
    } else {
        ask::confirm(&*session.output.host, "Destroy all of this?", session.common.yes).await?;
    }
    target.apply(&stage, &plan, &observed, Reporter::new(session).teller()).await?;
    session.output.result("Destroyed.", &json!({ "event": "destroyed" }));
    Ok(0)
}
