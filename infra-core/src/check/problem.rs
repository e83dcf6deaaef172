//! What a check says, and how const evaluation says it.

use crate::declaration::{Identity, Source, Waiver};
use crate::rule::registry::{self, Strength};
use crate::string::same;
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

/// As [`passes`], where some rules are switched off.
///
/// # Panics
/// As [`holds`].
#[track_caller]
pub const fn passes_except(waived: &[&str], result: Result<(), Violation>) {
    if let Err(violation) = result
        && !is_waived(waived, violation.rule)
    {
        passes(Err(violation));
    }
}

/// A problem, unless its rule is switched off.
pub(super) const fn unless_waived(waivers: &[Waiver], result: Result<(), Problem>) -> Result<(), Problem> {
    match result {
        Err(problem) if !is_off(waivers, problem.violation.rule) => Err(problem),
        _ => Ok(()),
    }
}

/// Whether one of `waivers` switches `rule` off.
pub(super) const fn is_off(waivers: &[Waiver], rule: &str) -> bool {
    let mut at = 0;
    while at < waivers.len() {
        if is_waived(&[waivers[at].rule], rule) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether `rule` is switched off, and can be.
const fn is_waived(waived: &[&str], rule: &str) -> bool {
    let Some(known) = registry::find(rule) else {
        return false;
    };
    let mut at = 0;
    while at < waived.len() {
        if same(waived[at], rule) {
            return !matches!(known.strength, Strength::Error);
        }
        at += 1;
    }
    false
}

/// Appends `` service `Web` ``.
pub(super) const fn named(text: Text, kind: &str, identity: &Identity) -> Text {
    text.push(kind).push(" ").quote(identity.item)
}

/// Appends ` (src/infra.rs:7)`.
pub(super) const fn place(text: Text, source: &Source) -> Text {
    text.push(" (").push(source.file).push(":").number(source.line as u64).push(")")
}
