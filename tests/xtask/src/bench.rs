//! `cargo xtask bench`: what this project costs its users, held against the budgets of the design.

pub(crate) mod build;
pub(crate) mod calls;
pub(crate) mod check;
mod cpu;
mod declarations;
mod folder;
mod generate;
pub(crate) mod image;
mod measure;
mod memory;
pub(crate) mod proxy;
mod table;
