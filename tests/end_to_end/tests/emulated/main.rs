//! Deploys, changes and destroys of real binaries against an emulator of AWS, each test in an account of its own.
//!
//! `cargo xtask test` installs the emulators and names them in the environment; `tests/xtask/EMULATOR.md` says what
//! they get wrong.

#![cfg(test)]

mod change;
mod configured;
mod deploy;
mod failed_rollout;
mod failed_stack;
mod harness;
mod interrupted;
mod moving;
mod options;
mod platform;
mod refused;
mod routes;
mod run;
mod scaling;
mod shipped;
mod templates;
mod unchanged;
mod usage;
