//! What a broken rule says.

use crate::Text;

/// A declaration that AWS would refuse, or that could never become healthy: which rule it breaks, the two facts that
/// clash, and the way out.
///
/// One wording serves the macro, const evaluation and the running program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule's name, as `fargate-size`.
    pub rule: &'static str,
    /// What is wrong, in the words of the user: one line, without a full stop at the end.
    pub headline: Text,
    /// One imperative way out, without a leading `help:`; may be empty.
    pub help: Text,
}

impl Violation {
    /// A violation of `rule` with its headline and the way out.
    #[must_use]
    pub const fn new(rule: &'static str, headline: Text, help: Text) -> Self {
        Self { rule, headline, help }
    }

    /// The whole message: headline with the rule's name, `facts` (lines, may be empty) and help.
    #[must_use]
    pub const fn message(&self, facts: &Text) -> Text {
        let mut text = self.headline.push(" [").push(self.rule).push("]");
        if !facts.is_empty() {
            text = text.line(facts.as_str());
        }
        if !self.help.is_empty() {
            text = text.line("help: ").append(&self.help);
        }
        text
    }
}

impl core::fmt::Display for Violation {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str(self.message(&Text::new()).as_str())
    }
}

impl core::error::Error for Violation {}
