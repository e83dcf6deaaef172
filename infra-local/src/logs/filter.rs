//! Which lines are wanted, by the filter patterns of CloudWatch Logs for lines of text.

use std::fmt;

/// A filter pattern: all of its terms must be in a line; of those that begin with `?` one; of those that begin with `-` none.
/// A term in quotes may have spaces. Upper and lower case are told apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    all: Vec<String>,
    any: Vec<String>,
    none: Vec<String>,
}

/// A pattern that this machine does not read: of JSON, of columns, or with a regular expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread;

impl fmt::Display for Unread {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(
            "on this machine a filter has words alone, as `ERROR`, `\"time out\"`, `?WARN ?ERROR` or `-DEBUG`",
        )
    }
}

impl std::error::Error for Unread {}

impl Filter {
    /// Reads a pattern.
    pub fn read(pattern: &str) -> Result<Self, Unread> {
        if pattern.trim_start().starts_with(['{', '[', '%']) {
            return Err(Unread);
        }
        let mut filter = Self::default();
        let mut rest = pattern.trim_start();
        while !rest.is_empty() {
            let (list, bare) = match rest.chars().next() {
                Some('?') => (&mut filter.any, rest.get(1..).unwrap_or_default()),
                Some('-') => (&mut filter.none, rest.get(1..).unwrap_or_default()),
                _ => (&mut filter.all, rest),
            };
            let (term, behind) = match bare.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => bare.split_once(char::is_whitespace).unwrap_or((bare, "")),
            };
            if !term.is_empty() {
                list.push(term.to_owned());
            }
            rest = behind.trim_start();
        }
        Ok(filter)
    }

    /// Whether a line is wanted.
    #[must_use]
    pub fn fits(&self, line: &str) -> bool {
        let has = |term: &String| line.contains(term.as_str());
        self.all.iter().all(has) && (self.any.is_empty() || self.any.iter().any(has)) && !self.none.iter().any(has)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_fits_as_cloudwatch_logs_says() {
        for (pattern, line, fits) in [
            ("", "anything", true),
            ("ERROR", "an ERROR", true),
            ("ERROR", "an error", false),
            ("ERROR disk", "disk ERROR", true),
            ("ERROR disk", "ERROR", false),
            ("?WARN ?ERROR", "WARN", true),
            ("?WARN ?ERROR", "INFO", false),
            ("ERROR -disk", "ERROR disk", false),
            ("\"timed out\"", "it timed out", true),
            ("\"timed out\"", "out timed", false),
            ("-\"timed out\" it", "it timed out", false),
        ] {
            assert_eq!(Filter::read(pattern).unwrap().fits(line), fits, "{pattern} of {line}");
        }
    }

    #[test]
    fn what_is_more_than_words_is_refused() {
        for pattern in ["{ $.level = \"error\" }", "[ip, user]", "%ERR.*%"] {
            assert_eq!(Filter::read(pattern), Err(Unread), "{pattern}");
        }
    }
}
