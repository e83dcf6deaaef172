//! A template of the user's own.

use core::fmt;

/// A CloudFormation template that is part of a declaration.
#[derive(Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Template {
    /// Its path from the crate's root.
    pub path: &'static str,
    /// What stands in the file.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub text: &'static str,
}

/// The path alone: the text may be long.
impl fmt::Debug for Template {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.path, formatter)
    }
}
