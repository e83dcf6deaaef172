//! Images of Dockerfiles, built by Buildah.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod app;
mod builds;
mod edits;
mod ignored;
mod leaks;
mod shared;
