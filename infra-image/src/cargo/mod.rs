//! Binaries of a cargo workspace.

mod call;
mod error;
mod notes;
mod wanted;
mod workspace;

pub use call::Cargo;
pub use error::CargoError;
pub use notes::noted;
pub use wanted::Wanted;
pub use workspace::{Binary, Package, Workspace};
