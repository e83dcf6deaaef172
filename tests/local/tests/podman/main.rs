//! Images, run by a real Podman, which `INFRA_TEST_PODMAN` names: without that, these tests do nothing.

#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "functions of tests are tests")]

mod calling;
mod failing;
mod harness;
mod recovery;
mod serving;
mod sidecars;
mod stopping;
mod tasks;
