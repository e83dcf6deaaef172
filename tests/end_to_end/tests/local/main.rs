//! Whole runs of a real binary on this machine: real processes, built by a real cargo, real HTTP.

#![cfg(test)]
#![cfg(unix)]

mod background;
#[cfg(target_os = "linux")]
mod built;
mod crash;
mod foreground;
mod harness;
mod image;
mod refused;
mod stages;
