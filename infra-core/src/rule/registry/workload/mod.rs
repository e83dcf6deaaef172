//! Rules of what services and tasks have in common.

mod container;
mod limit;
mod platform;
mod port;
mod run;
mod size;
mod volume;

pub(super) use container::RULES as CONTAINER;
pub(super) use limit::RULES as LIMIT;
pub(super) use platform::RULES as PLATFORM;
pub(super) use port::RULES as PORT;
pub(super) use run::RULES as RUN;
pub(super) use size::RULES as SIZE;
pub(super) use volume::RULES as VOLUME;
