//! `cargo xtask bench`: what this project costs its users, held against the budgets of the design.

pub(crate) mod build;
mod cpu;
mod folder;
mod generate;
mod memory;
mod table;
