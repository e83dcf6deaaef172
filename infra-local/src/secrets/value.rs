//! The value of a secret.

use std::fmt;

/// The value of a secret: it shows nowhere but where it is asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct Value(String);

impl Value {
    /// Keeps a value.
    #[must_use]
    pub fn new(value: String) -> Self {
        Self(value)
    }

    /// The value itself, for the environment of a process.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("(a secret)")
    }
}
