//! Small names of other tools.

use super::range::{foreign, length, letters};
use crate::Violation;

/// The name of a build argument, or the id of a build secret.
///
/// Source: Dockerfile reference, 2025, "ARG", "RUN --mount=type=secret".
pub const fn argument(name: &str) -> Result<(), Violation> {
    const RULE: &str = "image-argument";
    if let Err(violation) = length(RULE, "argument ", name, 1, 255) {
        return Err(violation);
    }
    letters(RULE, "argument ", name, foreign(name, b"-_."), "use letters, digits, `-`, `_` and `.`")
}

/// The logical id of a template's output: letters and digits.
///
/// Source: CloudFormation user guide, 2025, "Outputs section syntax", logical ID: 1 to 255 alphanumeric characters.
pub const fn output(name: &str) -> Result<(), Violation> {
    const RULE: &str = "output-name";
    if let Err(violation) = length(RULE, "output ", name, 1, 255) {
        return Err(violation);
    }
    letters(
        RULE,
        "output ",
        name,
        foreign(name, b""),
        "write the key below `Outputs` of the template: letters and digits",
    )
}

/// The name of an option of a log router, or of a metric's dimension: 1 to 255 characters.
///
/// Source: botocore 1.44.5 cloudwatch DimensionName; ecs LogConfigurationOptionsMap.
pub const fn option(name: &str) -> Result<(), Violation> {
    length("option-name", "name ", name, 1, 255)
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(output("QueueUrl"), Ok(())));

    #[test]
    fn names() {
        for (text, legal) in [("PROFILE", true), ("order_sync-2", true), ("", false), ("a b", false), ("a/b", false)] {
            assert_eq!(argument(text).is_ok(), legal, "{text}");
        }
        for (text, legal) in [("QueueUrl", true), ("Queue-Url", false), ("", false)] {
            assert_eq!(output(text).is_ok(), legal, "{text}");
        }
        assert!(option(&"a".repeat(255)).is_ok() && option(&"a".repeat(256)).is_err() && option("").is_err());
    }
}
