//! What a place to deploy to must be able to do.

use core::error::Error;
use core::future::Future;
use std::sync::Arc;

use crate::blueprint::Blueprint;
use crate::event::Event;
use crate::plan::Plan;

/// A place where an app can run: AWS, or this machine.
///
/// Reading, planning and acting are apart: a plan is made of values alone, and applying it makes no choices.
pub trait Target {
    /// What exists.
    type Observed;
    /// What one step of a plan does here.
    type Action;
    /// Why something failed.
    type Error: Error;

    /// Reads what exists of the blueprint's app and stage. Changes nothing.
    fn observe(&self, blueprint: &Blueprint) -> impl Future<Output = Result<Self::Observed, Self::Error>> + Send;

    /// What must change so that the observed becomes the blueprint. Pure.
    ///
    /// # Errors
    /// When the observed can't become the blueprint, for a reason that only the target knows.
    fn plan(&self, blueprint: &Blueprint, observed: &Self::Observed) -> Result<Plan<Self::Action>, Self::Error>;

    /// What must be deleted so that nothing of the stage is left. Pure.
    ///
    /// # Errors
    /// As for [`Target::plan`].
    fn plan_destroy(&self, blueprint: &Blueprint, observed: &Self::Observed)
    -> Result<Plan<Self::Action>, Self::Error>;

    /// Does what the plan says, independent steps at the same time, and tells `events`. Running it again after it was
    /// stopped anywhere, on a plan made afresh, comes to the same end.
    fn apply(
        &self,
        blueprint: &Blueprint,
        plan: &Plan<Self::Action>,
        observed: &Self::Observed,
        events: Arc<dyn Fn(Event) + Send + Sync>,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
}
