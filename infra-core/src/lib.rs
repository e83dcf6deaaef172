//! The model of `infra`: declarations as constants, the rules they are held against, and what follows from them.
//!
//! Nothing here does I/O, prints, or knows an SDK: the macros of `infra-macros` use it while they expand, const
//! evaluation uses it across items, and targets use it while the program runs. What targets alone use comes with the
//! feature `run`: the macros, for which every user waits first, are built without it.

#![allow(
    clippy::large_types_passed_by_value,
    clippy::result_large_err,
    reason = "a text is a value: const evaluation has no heap, and messages are built only on failure"
)]

#[cfg(feature = "run")]
pub mod balance;
#[cfg(feature = "run")]
pub mod blueprint;
pub mod catalogue;
pub mod check;
pub mod declaration;
#[cfg(feature = "run")]
pub mod event;
pub mod language;
#[cfg(feature = "run")]
pub mod plan;
pub mod prelude;
pub mod rule;
#[cfg(feature = "run")]
pub mod schedule;
pub mod string;
#[cfg(feature = "run")]
pub mod target;
mod text;
mod violation;

pub use text::Text;
pub use violation::Violation;
