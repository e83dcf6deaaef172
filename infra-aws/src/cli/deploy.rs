//! `deploy`.

use infra_core::blueprint::Blueprint;
use infra_core::plan::Plan;
use infra_core::target::Target;
use serde_json::json;

use super::report::Reporter;
use super::{Session, ask, images, interrupt, status, verify};
use crate::failure::{Failure, Kind};
use crate::images::Images;
use crate::observe::{Observed, ObservedStack, settle};
use crate::plan::Action;
use crate::target::Aws;

pub(super) async fn deploy(session: &Session, verified: bool, keep_tags: bool, rebuild: bool) -> Result<u8, Failure> {
    let mut target = session.target().await?;
    if verified && !interrupt::leave(session, async { Ok(verify::tell(session, &target.clients).await) }).await? {
        return Err(Failure::new(Kind::Aws, "what the declarations name is not all there: nothing is deployed")
            .hint("mend what failed above, or deploy without `--verify`"));
    }
    let mut images = interrupt::leave(session, Box::pin(images::look(session, &target, keep_tags, rebuild))).await?;
    target.shipper = images.shipper().into();
    let (plan, observed) = interrupt::leave(session, Box::pin(prepare(session, &target, &mut images))).await?;
    let (plan, observed) =
        interrupt::stop(session, Box::pin(images::make(session, &target, &mut images, plan, observed))).await?;
    let blueprint = images.filled(&session.blueprint, &target.clients);
    let reporter = Reporter::new(session);
    let work = Box::pin(target.apply(&blueprint, &plan, &observed, reporter.teller()));
    interrupt::ask(session, &target, &reporter, work).await?;
    interrupt::leave(session, Box::pin(images::retire(session, &target, &blueprint, &plan))).await?;
    if !plan.is_empty() {
        let known = target.known(&session.blueprint).await?;
        let addresses = status::addresses(&session.blueprint, &known);
        let text: Vec<&str> = ["Deployed."].into_iter().chain(addresses.iter().map(String::as_str)).collect();
        session.output.result(&text.join("\n"), &json!({ "event": "deployed", "load_balancers": addresses }));
    }
    Ok(0)
}

/// Reads what exists, once no stack of the stage is being changed.
pub(super) async fn settled(session: &Session, target: &Aws, blueprint: &Blueprint) -> Result<Observed, Failure> {
    let observed = target.observe(blueprint).await?;
    if !observed.stacks.values().any(ObservedStack::is_moving) {
        return Ok(observed);
    }
    settle(&target.clients, &blueprint.names, &|line| session.output.say(&line)).await?;
    Ok(target.observe(blueprint).await?)
}

/// Plans, shows the plan and asks. Also with an empty plan there is something to do: a deployment that an earlier command
/// began is watched to its end.
async fn prepare(session: &Session, target: &Aws, images: &mut Images) -> Result<(Plan<Action>, Observed), Failure> {
    let mut observed = settled(session, target, &images.filled(&session.blueprint, &target.clients)).await?;
    images.compare(&target.clients, &session.blueprint, &mut observed).await?;
    let plan = session.with_runs(target.plan(&images.filled(&session.blueprint, &target.clients), &observed)?);
    session.output.result(&plan.to_string(), &json!({ "event": "plan", "plan": &plan }));
    if !plan.is_empty() {
        ask::confirm(&*session.output.host, "Deploy this?", session.common.yes).await?;
    }
    Ok((plan, observed))
}
