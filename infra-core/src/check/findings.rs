//! What a walk over a declaration finds.

use crate::Violation;
use crate::rule::registry::{self, Strength};

/// Broken rules, and keys that not every target deploys yet, in the order of the walk.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    violations: Vec<Violation>,
    pending: Vec<&'static str>,
    local: Vec<&'static str>,
}

impl Findings {
    /// Adds a rule's verdict.
    pub(crate) fn add(&mut self, result: Result<(), Violation>) {
        self.violations.extend(result.err());
    }

    /// Notes a key that no target deploys yet.
    pub(crate) fn pending(&mut self, key: &'static str) {
        self.pending.push(key);
    }

    /// Notes a key that only the local target runs yet.
    #[allow(dead_code, reason = "there are times at which no key is so")]
    pub(crate) fn local(&mut self, key: &'static str) {
        self.local.push(key);
    }

    /// How many rules are broken that nothing switches off: what must hold between values is not asked where one of them
    /// cannot be.
    pub(crate) fn errors(&self) -> usize {
        let is_error =
            |violation: &&Violation| registry::find(violation.rule).is_none_or(|rule| rule.strength == Strength::Error);
        self.violations.iter().filter(is_error).count()
    }

    /// The broken rules.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// The keys that no target deploys yet.
    #[must_use]
    pub fn pending_keys(&self) -> &[&'static str] {
        &self.pending
    }

    /// The keys that only the local target runs yet.
    #[must_use]
    pub fn local_keys(&self) -> &[&'static str] {
        &self.local
    }
}
