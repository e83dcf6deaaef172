//! What the tests of images share: a real registry on this machine, a wire to it that counts and breaks, and servers that answer
//! as they are told.

#![allow(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "only tests use it"
)]

mod images;
mod program;
mod registry;
mod server;
mod wire;

pub use images::{Made, noise, quiet};
pub use program::{program, run, script};
pub use registry::{PASSWORD, Registry, USER};
pub use server::{HANG, Server, answer};
pub use wire::Wire;
