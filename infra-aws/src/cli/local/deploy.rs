//! `deploy`: the stage runs on in the background.

use infra_core::target::Target;
use serde_json::json;

use super::Stage;
use super::make::{clean, make};
use super::plan::with_runs;
use crate::cli::report::Reporter;
use crate::cli::{ask, interrupt};
use crate::failure::Failure;

pub(super) async fn deploy(stage: &Stage<'_>) -> Result<u8, Failure> {
    let session = stage.session;
    let made = interrupt::leave(session, Box::pin(make(stage))).await?;
    let target = stage.target(made.built)?;
    let prepare = async {
        let observed = target.observe(&session.blueprint).await?;
        let plan = with_runs(stage, target.plan(&session.blueprint, &observed)?, &made.spec);
        session.output.result(&plan.to_string(), &json!({ "event": "plan", "plan": &plan }));
        if !plan.is_empty() {
            ask::confirm(&*session.output.host, "Deploy this?", session.common.yes).await?;
        }
        Ok((plan, observed))
    };
    let (plan, observed) = interrupt::leave(session, Box::pin(prepare)).await?;
    let reporter = Reporter::new(session);
    let work = target.apply(&session.blueprint, &plan, &observed, reporter.teller());
    interrupt::leave(session, Box::pin(async { Ok(work.await?) })).await?;
    if plan.is_empty() {
        return Ok(0);
    }
    clean(stage, &made.spec);
    let state = stage.running().await?.state().await?;
    let addresses: Vec<String> = state.endpoints.into_iter().map(|endpoint| endpoint.url()).collect();
    let text: Vec<&str> = ["Deployed."].into_iter().chain(addresses.iter().map(String::as_str)).collect();
    session.output.result(&text.join("\n"), &json!({ "event": "deployed", "load_balancers": addresses }));
    Ok(0)
}
