//! `prepare`: what must run, for a `dev` whose declarations have changed.

use infra_local::build::{Wanted, wanted};
use infra_local::spec::Spec;
use serde::{Deserialize, Serialize};

use super::Stage;
use super::make::make;
use crate::failure::Failure;

/// What must run, and what of the workspace it is built of.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Prepared {
    pub(super) spec: Spec,
    pub(super) wanted: Vec<Wanted>,
}

/// Builds what is declared, and prints what must run.
pub(super) async fn prepare(stage: &Stage<'_>) -> Result<u8, Failure> {
    let spec = make(stage).await?.spec;
    stage.session.output.line(&Prepared { spec, wanted: wanted(&stage.session.blueprint) });
    Ok(0)
}
