//! The rules: every limit of AWS that a declaration can break, each one `const fn` over plain values.
//!
//! Macros call them on literals while they expand, const evaluation calls them across items, and targets call them on
//! values that only a running program sees. The doc comment of a rule names where its limit comes from: an id of
//! `facts/rules.md`, and the version of the model it was read from.

pub mod account;
#[cfg(test)]
mod any_text;
pub mod balancer;
mod bounds;
pub mod bucket;
pub mod build;
pub mod capacity;
pub mod container;
pub mod egress;
pub mod environment;
pub mod event;
pub mod fargate;
pub mod health;
pub mod iam;
pub mod image;
pub mod include;
pub mod instance;
mod json;
pub(crate) mod letters;
pub mod logs;
pub mod machine;
pub mod name;
pub mod network;
pub mod patch;
mod placeholder;
pub mod platform;
pub mod port;
mod range;
pub mod registry;
pub mod repeat;
pub mod run;
pub mod scaling;
pub mod schedule;
pub mod security_group;
pub mod service;
pub mod source;
pub mod tag;
pub mod task;
pub mod unit;
pub mod volume;
pub mod waive;
mod words;
