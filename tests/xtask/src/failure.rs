//! Why a command of this crate did not succeed.

use std::fmt::{self, Display, Formatter};

/// What failed, and the way out.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    help: String,
}

impl Failure {
    /// A failure with a sentence that names what failed, and one imperative way out.
    pub(crate) fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { what: what.into(), help: help.into() }
    }
}

impl Display for Failure {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "error: {}\nhelp: {}", self.what, self.help)
    }
}

impl std::error::Error for Failure {}
