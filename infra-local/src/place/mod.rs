//! The folder of a stage on this machine: `.infra/{app}-{stage}`.

mod folder;
mod lock;
mod paths;
mod record;
mod socket;
mod workspace;

pub(crate) use folder::make;
pub(crate) use lock::Lock;
pub use paths::Place;
pub(crate) use record::{Entry, Left, Record};
pub(crate) use socket::check as check_socket;
pub use workspace::workspace_root;
