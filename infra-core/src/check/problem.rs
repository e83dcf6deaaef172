//! What a check says, and how const evaluation says it.

use crate::declaration::{Identity, Source};
use crate::{Text, Violation};

/// A clash between two declarations: the rule that is broken, and where both sides stand in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The rule, the headline and the way out.
    pub violation: Violation,
    /// The facts that clash, one a line, each with its `(file:line)`; may be empty.
    pub facts: Text,
}

impl Problem {
    /// A problem with its facts.
    #[must_use]
    pub const fn new(violation: Violation, facts: Text) -> Self {
        Self { violation, facts }
    }

    /// Headline, facts and help.
    #[must_use]
    pub const fn message(&self) -> Text {
        self.violation.message(&self.facts)
    }
}

impl core::fmt::Display for Problem {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str(self.message().as_str())
    }
}

impl core::error::Error for Problem {}

/// Stops const evaluation where a check has found a problem.
///
/// # Panics
/// With the problem's message. The location is the caller's, so that the compiler underlines the user's word and shows
/// nothing of this crate.
#[track_caller]
#[expect(clippy::panic, reason = "a panic is how const evaluation tells the compiler what to say")]
pub const fn holds(result: Result<(), Problem>) {
    if let Err(problem) = result {
        panic!("{}", problem.message().as_str());
    }
}

/// Stops const evaluation where a rule is broken: how expansions hold the constants that a declaration names against
/// the rules.
///
/// # Panics
/// As [`holds`].
#[track_caller]
#[expect(clippy::panic, reason = "a panic is how const evaluation tells the compiler what to say")]
pub const fn passes(result: Result<(), Violation>) {
    if let Err(violation) = result {
        panic!("{}", violation.message(&Text::new()).as_str());
    }
}

/// Appends `` service `Web` ``.
pub(super) const fn named(text: Text, kind: &str, identity: &Identity) -> Text {
    text.push(kind).push(" ").quote(identity.item)
}

/// Appends ` (src/infra.rs:7)`.
pub(super) const fn place(text: Text, source: &Source) -> Text {
    text.push(" (").push(source.file).push(":").number(source.line as u64).push(")")
}
