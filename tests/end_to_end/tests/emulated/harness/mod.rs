//! What all tests stand on: emulators, a proxy before them, the app's binary, and a look at what exists.

mod account;
mod call;
mod emulators;
pub(crate) mod form;
mod http;
mod moto;
mod process;
mod proxy;
mod tool;

pub(crate) use account::{Account, script};
pub(crate) use call::Call;
pub(crate) use emulators::Emulator;
pub(crate) use moto::{all_run, no_deployments};
pub(crate) use process::{Outcome, Running, infra};
pub(crate) use proxy::Reaction;
pub(crate) use tool::tool;
