//! Rules that a declaration switches off.

use super::letters::{about, distance};
use super::registry::{AREAS, Strength, find};
use crate::{Text, Violation};

/// What is switched off is a rule, and one that can be: those of AWS's own models cannot.
///
/// Source: language of this library, 2026.
pub const fn rule(name: &str) -> Result<(), Violation> {
    const RULE: &str = "waive-rule";
    match find(name) {
        Some(rule) if matches!(rule.strength, Strength::Error) => {
            let headline = about("the rule ", name).push(" cannot be switched off");
            let help = "take the `waive` out and keep the rule: AWS refuses what breaks it, or it can never work";
            Err(Violation::new(RULE, headline, Text::from(help)))
        }
        Some(_) => Ok(()),
        None => {
            let help = match nearest(name) {
                Some(near) => Text::from("did you mean \"").push(near).push("\"?"),
                None => Text::from("`infra rules` lists the rules; a message of the compiler names the one it holds"),
            };
            Err(Violation::new(RULE, about("there is no rule ", name), help))
        }
    }
}

/// A rule is switched off once.
///
/// Source: language of this library, 2026.
pub const fn rules(names: &[&str]) -> Result<(), Violation> {
    super::words::once("waive-twice", "`waive` of the rule ", names, "keep the one with the better reason")
}

/// Who switches a rule off says why.
///
/// Source: language of this library, 2026.
pub const fn reason(reason: &str) -> Result<(), Violation> {
    let bytes = reason.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_whitespace() {
            return Ok(());
        }
        at += 1;
    }
    let help = "write why the rule does not hold here: plans and reviews show it";
    Err(Violation::new("waive-reason", Text::from("a `waive` gives no reason"), Text::from(help)))
}

/// The first rule whose name is at most two letters away.
const fn nearest(name: &str) -> Option<&'static str> {
    let (mut best, mut found) = (3, None);
    let mut area = 0;
    while area < AREAS.len() {
        let mut at = 0;
        while at < AREAS[area].len() {
            let rule = AREAS[area][at].name;
            let (length, other) = (name.len(), rule.len());
            // Names that differ more in length differ in more letters: const evaluation counts every step.
            if length + 2 >= other && other + 2 >= length {
                let away = distance(name, rule);
                if away < best && away < length {
                    best = away;
                    found = Some(rule);
                }
            }
            at += 1;
        }
        area += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(reason("the proxy listens there"), Ok(())));

    #[test]
    fn only_some_rules_can_be_waived() {
        assert_eq!(rule("container-count"), Ok(()));
        assert_eq!(rule("ebs-disputed"), Ok(()));
        let headline = rule("fargate-size").expect_err("an error").headline;
        assert_eq!(headline.as_str(), "the rule `fargate-size` cannot be switched off");
        assert_eq!(rule("container-coutn").expect_err("misspelt").help.as_str(), "did you mean \"container-count\"?");
        assert!(rule("no such rule at all").expect_err("unknown").help.as_str().starts_with("`infra rules`"));
    }

    #[test]
    fn a_rule_is_waived_once() {
        assert!(rules(&["a", "b"]).is_ok());
        let headline = rules(&["a", "a"]).expect_err("twice").headline;
        assert_eq!(headline.as_str(), "`waive` of the rule `a` is there twice");
    }

    #[test]
    fn reasons_are_words() {
        for (text, legal) in [("because", true), ("", false), (" \t\n", false)] {
            assert_eq!(reason(text).is_ok(), legal, "{text:?}");
        }
    }
}
