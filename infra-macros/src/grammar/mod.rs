//! The syntax that all attributes share: `key = value`, `key(args)`, flags; literals, paths, lists, ranges.
//!
//! What the words mean is not known here.

mod args;
mod choice;
mod keyless;
mod keys;
mod meaning;
mod parse;
mod place;
mod suggest;
mod synonym;
#[cfg(test)]
mod tests;
mod unfinished;
mod unknown;
mod value;

pub(crate) use args::{Args, Entry, Word};
pub(crate) use choice::{needs_values, unknown_word, wanted};
pub(crate) use keyless::written;
pub(crate) use keys::{Form, Given, Keys};
pub(crate) use parse::{at_end, separated};
pub(crate) use suggest::{nearest, one_of};
pub(crate) use synonym::missing;
pub(crate) use value::{Call, List, Range, Value};
