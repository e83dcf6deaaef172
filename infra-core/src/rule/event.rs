//! Events that start tasks.

use super::json;
use super::letters::{about, characters, slice};
use super::range::{length, letters, say, unprintable};
use crate::{Text, Violation};

/// Where an event comes from: 1 to 256 printable characters, as `aws.s3` or `shop.orders`.
///
/// Source: botocore 1.44.5 events EventSourceName (256), PutEventsRequestEntry.Source.
pub const fn source(source: &str) -> Result<(), Violation> {
    const RULE: &str = "event-source";
    let at = unprintable(source);
    if let Err(violation) = letters(RULE, "event source ", source, at, "use printable ASCII, as \"shop.orders\"") {
        return Err(violation);
    }
    length(RULE, "event source ", source, 1, 256)
}

/// What kind of event it is: 1 to 128 characters.
///
/// Source: botocore 1.44.5 events PutEventsRequestEntry.DetailType ("a maximum of 128 characters").
pub const fn detail_type(detail_type: &str) -> Result<(), Violation> {
    const RULE: &str = "event-detail-type";
    length(RULE, "detail type ", detail_type, 1, 128)
}

/// A pattern of events: a JSON object of at most 4,096 characters in which every value stands in an array.
///
/// Source: botocore 1.44.5 events EventPattern (4,096); EventBridge user guide, 2025, "Creating event patterns".
pub const fn pattern(pattern: &str) -> Result<(), Violation> {
    const RULE: &str = "event-pattern";
    const OBJECT: &str = "write a JSON object, as `{\"detail\": {\"state\": [\"STOPPED\"]}}`";
    if let Err(violation) = length(RULE, "event pattern ", pattern, 1, 4096) {
        return Err(violation);
    }
    if let Some(headline) = json::broken("event pattern ", pattern) {
        return Err(Violation::new(RULE, headline, Text::from(OBJECT)));
    }
    if !json::is_object(pattern) {
        let headline = about("event pattern ", pattern).push(" is no JSON object");
        return Err(Violation::new(RULE, headline, Text::from(OBJECT)));
    }
    let Some(at) = json::bare_value(pattern) else { return Ok(()) };
    let headline = about("event pattern ", pattern).push(" has a value that is in no array (character ");
    let headline = headline.number(characters(slice(pattern, 0, at)) as u64 + 1).push(")");
    Err(Violation::new(RULE, headline, Text::from("list the values that match, as `{\"state\": [\"STOPPED\"]}`")))
}

/// An event names its source, its detail type or a pattern: without any, every event of the account would start the task.
///
/// Source: botocore 1.44.5 events PutRuleRequest.EventPattern; `language.md`, `event(..)`.
pub const fn some(source: bool, detail_type: bool, pattern: bool) -> Result<(), Violation> {
    const RULE: &str = "event-empty";
    if source || detail_type || pattern {
        return Ok(());
    }
    let help = "add `source = \"shop.orders\"`, `detail_type` or `pattern`";
    Err(say(RULE, "an `event` that says nothing would start the task for every event of the account", help))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(pattern("{\"source\": [\"aws.ecs\"]}"), Ok(())));

    #[test]
    fn texts() {
        for (text, legal) in [("aws.s3", true), ("", false), ("a\n", false)] {
            assert_eq!(source(text).is_ok(), legal, "{text}");
        }
        assert!(source(&"a".repeat(256)).is_ok() && source(&"a".repeat(257)).is_err());
        assert!(detail_type("").is_err() && detail_type(&"a".repeat(128)).is_ok());
        assert!(detail_type(&"a".repeat(129)).is_err());
        assert!(
            some(false, false, false).is_err() && some(true, false, false).is_ok() && some(false, false, true).is_ok()
        );
    }

    #[test]
    fn patterns() {
        let long = |length: usize| format!("{{\"a\": [\"{}\"]}}", "b".repeat(length - 11));
        assert!(pattern(&long(4096)).is_ok() && pattern(&long(4097)).is_err());
        for (illegal, problem) in [
            ("", " has 0 characters"),
            ("[]", " is no JSON object"),
            ("{", " is no JSON: expected a key in quotes or `}`, but it ends"),
            ("{\"a\": \"b\"}", " has a value that is in no array (character 7)"),
            ("{\"a\": {\"b\": 1}}", " has a value that is in no array (character 13)"),
        ] {
            let violation = pattern(illegal).expect_err(illegal);
            assert_eq!(violation.rule, "event-pattern");
            assert!(violation.headline.as_str().ends_with(problem), "{violation}");
        }
        assert_eq!(
            pattern("{\"state\": \"STOPPED\"}").expect_err("bare").to_string(),
            "event pattern `{\"state\": \"STOPPED\"}` has a value that is in no array (character 11) [event-pattern]\n\
             help: list the values that match, as `{\"state\": [\"STOPPED\"]}`"
        );
    }
}
