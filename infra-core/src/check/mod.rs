//! What must hold between values: the keys of one item, a workload and its cluster, the items of an app.
//!
//! Each check is a pure `const fn`. Those of one item yield a [`Violation`](crate::Violation) and are named by the tables
//! of the [`language`](crate::language); those across items yield a [`Problem`], which tells where both sides stand. The
//! expansions of the macros wrap them in [`passes`] or [`holds`] inside a `const` item, so that a broken one is an error
//! of the compiler with its caret on the user's word; [`app`] runs the same functions over an app at run time.
#![allow(clippy::result_large_err, reason = "a problem carries its wording by value: const evaluation has no heap")]

mod app;
mod attempt;
pub mod balancer;
pub mod cluster;
pub mod container;
pub mod deployment;
mod family;
#[cfg(feature = "run")]
mod findings;
mod fit;
pub mod group;
mod main_name;
mod placed;
mod problem;
pub mod scaling;
pub mod service;
pub mod shares;
pub mod target;
pub mod task;
pub mod traffic;
pub mod volume;
pub mod windows;
pub mod workload;

pub use app::{ASSUMED_STAGE, Survey, item, route_slots, stage_slots};
#[cfg(feature = "run")]
pub use app::{Pending, Report, app, report};
#[cfg(feature = "run")]
pub(crate) use family::{is_on_fargate, may_run_on};
#[cfg(feature = "run")]
pub use findings::Findings;
pub use main_name::main_name_is_free;
pub use placed::{Form, Placed, architecture_fits, family_fits, gpus_fit, shares_fit, size_fits};
pub use problem::{Problem, holds, passes, passes_except};
