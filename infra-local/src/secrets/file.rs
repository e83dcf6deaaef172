//! Reading a file of secrets: pure.
//!
//! A line is `NAME=value`, or `item.NAME=value` for one service or task alone; `export` may stand before it. A value is as it
//! stands, without the spaces around it and without a comment (` #`); in single quotes it is as it stands with all of that; in
//! double quotes `\n`, `\r`, `\t`, `\"`, `\$` and `\\` are single letters. A value in quotes may have several lines.

use std::collections::BTreeMap;

use super::Value;

/// What is wrong with a line, without what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// The line, from 1.
    pub(super) line: usize,
    pub(super) problem: &'static str,
}

/// The values by name; of two with one name the last.
pub(super) fn parse(text: &str) -> Result<BTreeMap<String, Value>, Problem> {
    let mut values = BTreeMap::new();
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut line = 1;
    while !rest.is_empty() {
        let (first, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let words = first.trim();
        let problem = |problem| Problem { line, problem };
        if words.is_empty() || words.starts_with('#') {
            rest = after;
            line += 1;
            continue;
        }
        let (name, _) = first.split_once('=').ok_or(problem("a line is `NAME=value`"))?;
        let begins = rest.get(name.len() + 1..).unwrap_or_default();
        let name = name.trim().strip_prefix("export ").unwrap_or(name).trim();
        if !is_name(name) {
            return Err(problem("a name has letters, digits and `_`, and no digit first"));
        }
        let (value, length) = value(begins).map_err(problem)?;
        let whole = begins.get(..length).unwrap_or(begins);
        line += whole.matches('\n').count() + 1;
        rest = begins.get(length..).unwrap_or_default().split_once('\n').map_or("", |(_, after)| after);
        values.insert(name.to_owned(), Value::new(value));
    }
    Ok(values)
}

/// Whether it is a variable's name, with the item before it or without.
fn is_name(name: &str) -> bool {
    let variable = match name.split_once('.') {
        Some((item, variable)) => {
            let known = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
            if item.is_empty() || !item.chars().all(known) {
                return false;
            }
            variable
        }
        None => name,
    };
    let known = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    !variable.is_empty() && variable.chars().all(known) && !variable.starts_with(|first: char| first.is_ascii_digit())
}

/// The value at the start of `text`, and how much of `text` it takes.
fn value(text: &str) -> Result<(String, usize), &'static str> {
    let line = text.split('\n').next().unwrap_or_default();
    let begin = line.len() - line.trim_start().len();
    let bare = text.get(begin..).unwrap_or_default();
    let Some(quote) = bare.chars().next().filter(|first| matches!(first, '"' | '\'')) else {
        // Only after a space does a comment begin: `a#b` is a value.
        let end = line.match_indices('#').find(|(at, _)| line.get(..*at).is_some_and(ends_in_space));
        let value = end.map_or(line, |(at, _)| line.get(..at).unwrap_or(line));
        return Ok((value.trim().to_owned(), line.len()));
    };
    let mut value = String::new();
    let mut letters = bare.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' if quote == '"' => match letters.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, 'r')) => value.push('\r'),
                Some((_, 't')) => value.push('\t'),
                Some((_, same @ ('"' | '\\' | '$'))) => value.push(same),
                Some((_, other)) => value.extend(['\\', other]),
                None => break,
            },
            letter if letter == quote => {
                let behind = bare.get(at + 1..).unwrap_or_default().split('\n').next().unwrap_or_default();
                let is_comment = behind.trim().is_empty() || behind.trim_start().starts_with('#');
                let end = begin + at + 1 + behind.len();
                return if is_comment { Ok((value, end)) } else { Err("something stands behind the quotes") };
            }
            letter => value.push(letter),
        }
    }
    Err("the quotes do not end")
}

/// An empty value may have its comment at once.
fn ends_in_space(text: &str) -> bool {
    text.is_empty() || text.ends_with([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        parse(text).unwrap().into_iter().map(|(name, value)| (name, value.expose().to_owned())).collect()
    }

    fn one(line: &str) -> String {
        let values = read(line);
        assert_eq!(values.len(), 1, "{line}");
        values[0].1.clone()
    }

    #[test]
    fn values_are_bare_or_in_quotes() {
        for (line, value) in [
            ("A=b", "b"),
            ("A=", ""),
            ("A= b c ", "b c"),
            ("A=b#c # comment", "b#c"),
            ("A=# comment", ""),
            ("A=a=b==", "a=b=="),
            ("A='b # $c \\n' # comment", "b # $c \\n"),
            (r#"A="b \"c\" \\ \$ \x""#, "b \"c\" \\ $ \\x"),
            ("A=\"one\\ntwo\"", "one\ntwo"),
            ("export A=b\r", "b"),
            ("\u{feff}A=b", "b"),
            ("A=größe", "größe"),
        ] {
            assert_eq!(one(line), value, "{line}");
        }
    }

    #[test]
    fn a_value_in_quotes_may_have_lines() {
        let text = "# keys\n\nKEY=\"-----BEGIN\nabc\n-----END\" # pem\nworker.B='1'\n";
        let expected = [("KEY", "-----BEGIN\nabc\n-----END"), ("worker.B", "1")];
        assert_eq!(read(text), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn what_is_wrong_has_its_line() {
        for (text, line, problem) in [
            ("A=1\nB", 2, "a line is `NAME=value`"),
            ("A=\"x\ny\"\n1B=2", 3, "a name has letters, digits and `_`, and no digit first"),
            ("a b=2", 1, "a name has letters, digits and `_`, and no digit first"),
            (".B=2", 1, "a name has letters, digits and `_`, and no digit first"),
            ("A='x", 1, "the quotes do not end"),
            ("A='x' y", 1, "something stands behind the quotes"),
        ] {
            assert_eq!(parse(text).unwrap_err(), Problem { line, problem }, "{text}");
        }
    }
}
