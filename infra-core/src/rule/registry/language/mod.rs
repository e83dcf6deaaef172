//! Rules of the language itself, and of items held against each other.

mod listing;
mod naming;
mod reading;

pub(super) use listing::RULES as LISTING;
pub(super) use naming::RULES as NAMING;
pub(super) use reading::RULES as READING;
