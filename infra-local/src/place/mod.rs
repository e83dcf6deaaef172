//! The folder of a stage on this machine: `.infra/{app}-{stage}`.

mod paths;
mod socket;
mod workspace;

pub use paths::Place;
pub use workspace::workspace_root;
