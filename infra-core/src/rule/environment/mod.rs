//! Environment variables and secrets.

mod made;
mod reference;

use super::letters::{about, one_of, point};
use crate::{Text, Violation};

#[cfg(feature = "run")]
pub(crate) use made::made_of;
pub(crate) use made::{RULE, RUN, URL, is_made_of};
pub use reference::{secret, secret_parts};

/// What ECS sets in every container itself.
///
/// Source: ECS developer guide, "Amazon ECS environment variables"; of its list, `AWS_REGION` and `AWS_DEFAULT_REGION`
/// are left out, which a task may well point elsewhere.
const SET_BY_ECS: [&str; 6] = [
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_EXECUTION_ENV",
    "ECS_AGENT_URI",
    "ECS_CONTAINER_METADATA_FILE",
    "ECS_CONTAINER_METADATA_URI",
    "ECS_CONTAINER_METADATA_URI_V4",
];

/// The name of an environment variable: letters, digits and `_`, not beginning with a digit, and none that ECS sets
/// itself.
///
/// Source: TD-30; POSIX.1-2017 §8.1, with lower case; ECS developer guide, "Amazon ECS environment variables".
pub const fn name(name: &str) -> Result<(), Violation> {
    const RULE: &str = "environment-name";
    let bytes = name.as_bytes();
    if bytes.is_empty() {
        let help = Text::from("name it, as `LOG_LEVEL`");
        return Err(Violation::new(RULE, Text::from("an environment variable has no name"), help));
    }
    let mut at = 0;
    while at < bytes.len() {
        let problem = match bytes[at] {
            b'0'..=b'9' if at == 0 => " may not begin with ",
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => "",
            _ => " may not contain ",
        };
        if !problem.is_empty() {
            let headline = point(about("environment variable ", name).push(problem), name, at);
            return Err(Violation::new(RULE, headline, Text::from("use letters, digits and `_`, not a digit first")));
        }
        at += 1;
    }
    if one_of(name, &SET_BY_ECS) {
        let headline = about("environment variable ", name).push(" is set by ECS itself");
        return Err(Violation::new(RULE, headline, Text::from("choose another name")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const _: () = assert!(matches!(name("LOG_LEVEL"), Ok(())));

    #[test]
    fn names() {
        for legal in ["A", "_", "LOG_LEVEL", "log2", "AWS_REGION", "AWS_EXECUTION_ENVIRONMENT", "PORT"] {
            assert_eq!(name(legal), Ok(()), "{legal}");
        }
        for (illegal, headline) in [
            ("", "an environment variable has no name"),
            ("2ND", "environment variable `2ND` may not begin with `2` (character 1)"),
            ("A-B", "environment variable `A-B` may not contain `-` (character 2)"),
            ("A=B", "environment variable `A=B` may not contain `=` (character 2)"),
            ("\u{c4}", "environment variable `\u{c4}` may not contain `\u{c4}` (character 1)"),
            ("AWS_EXECUTION_ENV", "environment variable `AWS_EXECUTION_ENV` is set by ECS itself"),
        ] {
            assert_eq!(name(illegal).expect_err(illegal).headline.as_str(), headline);
        }
        assert!(SET_BY_ECS.iter().all(|reserved| name(reserved).is_err()));
    }

    proptest! {
        #[test]
        fn no_name_panics(text in ".{0,40}") {
            let _ = name(&text);
        }
    }
}
