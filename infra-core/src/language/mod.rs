//! The declaration language as tables: every key with its meaning, its kind, its rule and its default.
//!
//! The structs of [`declaration`](crate::declaration) are declared by the rows of these tables, so that a key has one
//! place: the macros read attributes by them, the running program walks over a declaration by them, editors show their
//! doc comments, and the reference is written from them.

mod attribute;
mod block;
mod choice;
#[cfg(feature = "run")]
mod differences;
mod documented;
#[doc(hidden)]
pub mod keys;
mod kind;
#[cfg(feature = "run")]
pub mod reference;
mod schema;

pub use attribute::{APP, ATTRIBUTES, CLUSTER, SERVICE, TASK};
pub(crate) use block::{block, default_words, field_type, new, presence, warning, warns};
#[cfg(feature = "run")]
pub(crate) use block::{is_given, pending, walk_field};
#[cfg(feature = "run")]
pub(crate) use choice::pending_word;
pub(crate) use choice::{choice, ignored, literal, parentheses, payload};
#[cfg(feature = "run")]
pub use differences::{Difference, Differences};
#[cfg(feature = "run")]
pub(crate) use differences::{difference, shown};
pub(crate) use documented::{key_constant, key_constants, key_with_marks, key_with_presence, word_constants};
#[cfg(feature = "run")]
pub(crate) use kind::walk;
pub(crate) use kind::{kind, kind_type, number_rule, text_rule};
pub use schema::{
    Attribute, Block, Choice, Hold, Key, Kind, Mark, NumberRule, Placed, Presence, RangeRule, TextRule, Unit, Variant,
    Width,
};
