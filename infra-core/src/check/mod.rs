//! What must hold between items: a workload and its cluster, the items of an app.
//!
//! Each check is a pure `const fn` that yields a [`Problem`]. The expansions of the macros wrap it in [`holds`] inside a
//! `const` item, so that a broken one is an error of the compiler with its caret on the user's word; [`app`] runs the
//! same functions over an app that was put together without the macros.
#![allow(clippy::result_large_err, reason = "a problem carries its wording by value: const evaluation has no heap")]

mod app;
mod problem;
mod value;
mod workload;

pub use app::{ASSUMED_STAGE, Survey, app, item, route_slots, stage_slots};
pub use problem::{Problem, holds, passes};
pub use value::{cidr, instance_type, port, retention, scale, strategy, timeout_below_interval, zones};
pub use workload::{
    Form, Placed, architecture_fits, health_needs_route, one_architecture, route_needs_port, size_fits,
};
