//! The deployments that a service has had, as ECS records them: read, gone back to, stopped, and let go on.

mod approval;
mod history;
mod kept;
mod recorded;
mod rollback;

pub(crate) use approval::{Verdict, give, waiting};
pub(crate) use history::{Past, history};
pub(crate) use kept::{active_revisions, kept};
pub(crate) use recorded::Recorded;
pub(crate) use rollback::{Back, put_back, undo, way_back};
