//! The images of a deploy: looked at before the plan, built after it was agreed to.

use infra_core::blueprint::Blueprint;
use infra_core::plan::Plan;
use infra_core::target::Target;
use infra_image::images::ImageEvent;
use serde_json::json;

use super::Session;
use crate::failure::Failure;
use crate::images::{self, Images};
use crate::observe::Observed;
use crate::plan::Action;
use crate::target::Aws;

/// The variable that says that images are deployed by the tags of their declarations.
const KEEP_TAGS: &str = "INFRA_KEEP_TAGS";

/// Looks what the images of the stage would be built of.
pub(super) async fn look(session: &Session, target: &Aws, keep_tags: bool, rebuild: bool) -> Result<Images, Failure> {
    let host = &session.output.host;
    let keep_tags = keep_tags || host.variable(KEEP_TAGS).is_some_and(|value| !value.is_empty() && value != "0");
    let images = Images::look(host.images(), &target.clients, &session.blueprint, keep_tags, rebuild).await?;
    images.warnings().for_each(|warning| session.output.say(warning));
    Ok(images)
}

/// Builds what must be built, and plans anew with what came of it: what turned out the same falls away.
pub(super) async fn make(
    session: &Session,
    target: &Aws,
    images: &mut Images,
    plan: Plan<Action>,
    mut observed: Observed,
) -> Result<(Plan<Action>, Observed), Failure> {
    let tell = |event: ImageEvent| show(session, &event);
    if !images.build(&observed, &tell).await? {
        return Ok((plan, observed));
    }
    images.compare(&target.clients, &session.blueprint, &mut observed).await?;
    // What it cannot be told, another machine finds out by building.
    let _ = images.note_origins(&target.clients, &session.blueprint, &observed).await;
    let again = session.with_runs(target.plan(&images.filled(&session.blueprint, &target.clients), &observed)?);
    let fewer = plan.steps.len().saturating_sub(again.steps.len());
    if again.is_empty() {
        let text = "Built, and the same as what runs: nothing to deploy.";
        session.output.result(text, &json!({ "event": "same", "steps": 0 }));
    } else if fewer > 0 {
        let text =
            format!("Built: {fewer} of {} steps fall away, what they would bring is there already.", plan.steps.len());
        session.output.result(&text, &json!({ "event": "built", "plan": &again }));
    }
    Ok((again, observed))
}

/// Marks images that nobody needs any more. That it cannot is no failure of the deploy: the next one does it.
pub(super) async fn retire(
    session: &Session,
    target: &Aws,
    blueprint: &Blueprint,
    plan: &Plan<Action>,
) -> Result<(), Failure> {
    match images::retire(&target.clients, blueprint, plan).await {
        Ok(retired) => {
            for (repository, count) in retired {
                let them = if count == 1 { "image" } else { "images" };
                session
                    .output
                    .say(&format!("{repository}: {count} {them} that no deployment needs any more will be deleted"));
            }
        }
        Err(error) => session.output.say(&format!("old images stay until the next deploy: {error}")),
    }
    Ok(())
}

/// Shows what happens to an image.
pub(super) fn show(session: &Session, event: &ImageEvent) {
    let output = &session.output;
    if output.json {
        output.line(&json!({ "event": "image", "image": event }));
    } else {
        output.say(&event.to_string());
    }
}
