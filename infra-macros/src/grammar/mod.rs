//! The syntax that all attributes share: `key = value`, `key(args)`, flags; literals, paths, lists, ranges.
//!
//! What the words mean is not known here.

mod args;
mod keys;
mod later;
mod parse;
mod suggest;
mod synonym;
mod unfinished;
mod value;

pub(crate) use args::{Args, Entry, Word};
pub(crate) use keys::{Form, Given, Key, Keys, Shape};
pub(crate) use parse::separated;
pub(crate) use suggest::{nearest, one_of};
pub(crate) use value::{Call, List, Range, Value};
