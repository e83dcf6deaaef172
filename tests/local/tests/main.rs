//! The local target with real processes and real HTTP. One program of all tests: each would link all of it anew.

#![cfg(test)]

mod environment;
mod failing;
#[cfg(target_os = "linux")]
mod limits;
mod order;
#[cfg(target_os = "linux")]
mod podman;
mod recovery;
mod rolling;
mod runs;
mod stopping;
mod target;
mod tasks;

/// A program that serves HTTP, and does what its variables tell it.
const SERVER: &str = env!("CARGO_BIN_EXE_local-server");
/// A supervisor in a process of its own.
const SUPERVISOR: &str = env!("CARGO_BIN_EXE_local-supervisor");
