//! A service: which replicas there are to be, and how one revision takes the place of another.

mod back_off;
mod decide;
mod deployment;
mod keeper;
mod report;
mod seen;
mod tell;

#[cfg(test)]
mod tests;

pub(crate) use keeper::{Keeper, Outcome, Watching};
pub(crate) use report::{cause_of, more_memory};
