//! CloudFormation in the simulator, as the SDK's client meets it.

mod create;
mod delete;
mod harness;
mod order;
mod project;
mod refused;
mod replace;
mod rollback;
mod scripted;
mod update;
mod used;
