//! `destroy`: nothing runs any more, and the stage's folder is gone.

use std::io;

use infra_core::target::Target;
use infra_local::spec::Built;
use serde_json::json;

use super::Stage;
use crate::cli::ask;
use crate::cli::report::Reporter;
use crate::failure::{Failure, Kind};

pub(super) async fn destroy(stage: &Stage<'_>, confirm: Option<&str>) -> Result<u8, Failure> {
    let output = &stage.session.output;
    let folder = stage.place.folder();
    if !folder.exists() {
        output.result("Nothing to do.", &json!({ "event": "destroyed" }));
        return Ok(0);
    }
    let target = stage.own_target(Built::default());
    let blueprint = &stage.session.blueprint;
    let observed = target.observe(blueprint).await?;
    let plan = target.plan_destroy(blueprint, &observed)?;
    output.result(&plan.to_string(), &json!({ "event": "plan", "plan": &plan }));
    if blueprint.protected {
        ask::confirm_name(&*output.host, &blueprint.names.stage, confirm).await?;
    } else {
        let question = format!("Destroy all of this, with what is kept in {}?", folder.display());
        ask::confirm(&*output.host, &question, stage.session.common.yes).await?;
    }
    target.apply(blueprint, &plan, &observed, Reporter::new(stage.session).teller()).await?;
    match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Failure::new(Kind::Local, format!("{} cannot be deleted: {error}", folder.display())));
        }
        _ => {}
    }
    output.result("Destroyed.", &json!({ "event": "destroyed" }));
    Ok(0)
}
