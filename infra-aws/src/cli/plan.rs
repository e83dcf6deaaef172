//! `plan`.

use infra_core::target::Target;

use super::Session;
use crate::failure::Failure;

/// The exit code that says that there are changes.
const CHANGES: u8 = 2;

pub(super) async fn plan(session: &Session, detailed_exitcode: bool) -> Result<u8, Failure> {
    let target = session.target().await?;
    let observed = target.observe(&session.blueprint).await?;
    let plan = session.with_runs(target.plan(&session.blueprint, &observed)?);
    session.output.result(&plan.to_string(), &plan);
    Ok(if detailed_exitcode && !plan.is_empty() { CHANGES } else { 0 })
}
