//! Images of cargo binaries, built by a real cargo.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod edits;
mod library;
mod missing;
mod reproduced;
mod runs;
mod together;
mod workspace;
