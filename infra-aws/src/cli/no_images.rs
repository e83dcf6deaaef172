//! The images of a deploy, where none is built.

use infra_core::blueprint::Blueprint;
use infra_core::plan::Plan;

use super::Session;
use crate::failure::Failure;
use crate::images::Images;
use crate::observe::Observed;
use crate::plan::Action;
use crate::target::Aws;

pub(super) async fn look(session: &Session, _: &Aws, _: bool, _: bool) -> Result<Images, Failure> {
    Ok(Images::look(&session.blueprint)?)
}

pub(super) async fn make(
    _: &Session,
    _: &Aws,
    _: &mut Images,
    plan: Plan<Action>,
    observed: Observed,
) -> Result<(Plan<Action>, Observed), Failure> {
    Ok((plan, observed))
}

pub(super) async fn retire(_: &Session, _: &Aws, _: &Blueprint, _: &Plan<Action>) -> Result<(), Failure> {
    Ok(())
}
