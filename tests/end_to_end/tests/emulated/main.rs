//! Deploys, changes and destroys of real binaries against an emulator of AWS, each test in an account of its own.
//!
//! `cargo xtask test` installs the emulators and names them in the environment; `tests/xtask/EMULATOR.md` says what
//! they get wrong.

// The attribute tells clippy that these are tests, helpers included.
#[cfg(test)]
mod change;
#[cfg(test)]
mod configured;
#[cfg(test)]
mod deploy;
#[cfg(test)]
mod failed_rollout;
#[cfg(test)]
mod failed_stack;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod interrupted;
#[cfg(test)]
mod moving;
#[cfg(test)]
mod options;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod run;
#[cfg(test)]
mod scaling;
#[cfg(test)]
mod templates;
#[cfg(test)]
mod unchanged;
#[cfg(test)]
mod usage;
