//! The rules: every limit of AWS that a declaration can break, each one `const fn` over plain values.
//!
//! Macros call them on literals while they expand, const evaluation calls them across items, and targets call them on
//! values that only a running program sees. The doc comment of a rule names where its limit comes from: an id of
//! `facts/rules.md`, and the version of the model it was read from.

pub mod account;
pub mod balancer;
pub mod capacity;
pub mod environment;
pub mod fargate;
pub mod health;
pub mod iam;
pub mod image;
pub mod instance;
pub(crate) mod letters;
pub mod logs;
pub mod name;
pub mod network;
mod placeholder;
pub mod port;
pub mod scaling;
pub mod schedule;
pub mod tag;
pub mod task;
pub mod unit;
