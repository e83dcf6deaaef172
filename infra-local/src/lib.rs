//! The local target: the services and tasks of an app as real processes on this machine, behind a real reverse proxy.
//!
//! A **spec** ([`spec`]) is what must run of a stage, as a value that is made of the blueprint alone. A supervisor makes
//! it so and keeps it so: in the foreground (`infra dev`), or detached (`infra deploy --target local`), where commands
//! reach it over a socket in the stage's folder, `.infra/{app}-{stage}`. It is for developing: whoever outgrows the machine
//! deploys the same declarations to ECS.

#![cfg(unix)]

mod access;
pub mod build;
mod chunks;
pub mod control;
pub mod engine;
mod health;
pub mod logs;
pub mod machine;
pub mod page;
pub mod parts;
pub mod place;
mod process;
pub mod proxy;
mod replica;
pub mod schedule;
#[cfg(test)]
mod scratch;
pub mod secrets;
mod service;
pub mod spec;
pub mod supervisor;
pub mod target;
