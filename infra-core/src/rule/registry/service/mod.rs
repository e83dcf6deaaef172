//! Rules of services alone.

mod deploy;
mod health;
mod place;
mod shift;
mod target;

pub(super) use deploy::RULES as DEPLOY;
pub(super) use health::RULES as HEALTH;
pub(super) use place::RULES as PLACE;
pub(super) use shift::RULES as SHIFT;
pub(super) use target::RULES as TARGET;
