//! Binaries of a cargo workspace, and images of them.
//!
//! [`Cargo`] is called, a [`Workspace`] is what it tells of. A [`Recipe`] is what is declared of an image; a [`Packer`] finds what
//! that names, says without building whether the image would differ, builds the binaries and puts images together.

mod call;
mod closure;
mod compile;
mod config;
mod elf;
mod error;
mod flags;
mod glibc;
mod include;
mod inputs;
mod lock;
mod manifest;
mod notes;
mod pack;
mod packer;
mod recipe;
mod sbom;
mod target;
mod toolchain;
mod wanted;
mod workspace;

pub use call::Cargo;
pub use closure::{Closure, Used};
pub use compile::Compiled;
pub use error::CargoError;
pub use notes::noted;
pub use pack::{BaseImage, Packed};
pub use packer::{Packer, Prepared};
pub use recipe::Recipe;
pub use target::{Linker, Target, triple};
pub use toolchain::Toolchain;
pub use wanted::Wanted;
pub use workspace::{Binary, Package, Workspace};
