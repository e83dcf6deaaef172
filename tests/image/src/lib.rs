//! What the tests of images share.

#![allow(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "only tests use it"
)]

mod program;

pub use program::{program, run};
