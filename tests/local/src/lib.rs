//! What the tests of the local target share: stages in folders of their own, services that run a small server, and requests.

#![allow(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "only tests use it"
)]

mod cgroup;
mod events;
mod http;
mod process;
mod service;
mod stage;

pub use cgroup::{can_be_made as cgroups_can_be_made, left as cgroups};
pub use events::Events;
pub use http::{Answer, get};
pub use process::{group, is_running, kill, memory};
pub use service::{calls, check, line, program, routed, service, task, unit};
pub use stage::{Folder, Stage, until};
