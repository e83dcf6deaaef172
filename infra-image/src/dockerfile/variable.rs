//! Variables in a Dockerfile's words, as BuildKit expands them.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;

/// The variables that an instruction sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scope {
    /// Of ARG: what ENV sets hides them.
    pub(crate) arguments: BTreeMap<String, String>,
    /// Of ENV; none where the value cannot be known here.
    pub(crate) environment: BTreeMap<String, Option<String>>,
    /// Whether the base image may set further ones.
    pub(crate) is_open: bool,
}

/// Why a word has no value that is known here.
pub(crate) type Unknown = String;

impl Scope {
    fn get(&self, name: &str) -> Result<Option<&str>, Unknown> {
        match self.environment.get(name) {
            Some(Some(value)) => Ok(Some(value)),
            Some(None) => Err(format!("the value of ${name} comes from elsewhere")),
            None => match self.arguments.get(name) {
                Some(value) => Ok(Some(value)),
                None if self.is_open => Err(format!("${name} is not declared here, and the base image may set it")),
                None => Ok(None),
            },
        }
    }

    /// A word with its variables replaced and its quotes taken away.
    pub(crate) fn expand(&self, word: &str, escape: char) -> Result<String, Unknown> {
        let mut reader = Reader { scope: self, escape, letters: word.chars().peekable() };
        reader.until(None)
    }
}

struct Reader<'scope, 'word> {
    scope: &'scope Scope,
    escape: char,
    letters: Peekable<Chars<'word>>,
}

impl Reader<'_, '_> {
    /// What stands up to a letter, or to the end.
    fn until(&mut self, end: Option<char>) -> Result<String, Unknown> {
        let mut text = String::new();
        while let Some(letter) = self.letters.next() {
            match letter {
                _ if Some(letter) == end => return Ok(text),
                '\'' => text.push_str(&self.quoted()?),
                '"' => self.double_quoted(&mut text)?,
                '$' => text.push_str(&self.variable()?),
                _ if letter == self.escape => text.extend(self.letters.next()),
                _ => text.push(letter),
            }
        }
        end.map_or(Ok(text), |end| Err(format!("a word ends without its {end}")))
    }

    fn quoted(&mut self) -> Result<String, Unknown> {
        let mut text = String::new();
        for letter in self.letters.by_ref() {
            if letter == '\'' {
                return Ok(text);
            }
            text.push(letter);
        }
        Err("a word ends without its '".to_owned())
    }

    fn double_quoted(&mut self, text: &mut String) -> Result<(), Unknown> {
        while let Some(letter) = self.letters.next() {
            match letter {
                '"' => return Ok(()),
                '$' => text.push_str(&self.variable()?),
                _ if letter == self.escape => {
                    let escape = self.escape;
                    let escaped = self.letters.next_if(|next| matches!(next, '"' | '$') || *next == escape);
                    text.push(escaped.unwrap_or(letter));
                }
                _ => text.push(letter),
            }
        }
        Err("a word ends without its \"".to_owned())
    }

    fn variable(&mut self) -> Result<String, Unknown> {
        if self.letters.next_if_eq(&'{').is_none() {
            let name = self.name();
            return if name.is_empty() { Ok("$".to_owned()) } else { self.value(&name) };
        }
        let name = self.name();
        let none_is_empty = |this: &Self| -> Result<(bool, String), Unknown> {
            let value = this.scope.get(&name)?;
            Ok((value.is_some(), value.unwrap_or_default().to_owned()))
        };
        let mut letter = self.letters.next();
        if letter == Some('}') && !name.is_empty() {
            return self.value(&name);
        }
        let empty_counts_as_unset = letter == Some(':');
        if empty_counts_as_unset {
            letter = self.letters.next();
        }
        let form = letter.filter(|form| matches!(form, '-' | '+' | '?') && !name.is_empty());
        let form = form.ok_or_else(|| format!("a form of ${{{name}}} that is not understood here"))?;
        let word = self.until(Some('}'))?;
        let (is_set, value) = none_is_empty(self)?;
        let is_set = is_set && !(empty_counts_as_unset && value.is_empty());
        match (form, is_set) {
            ('-', false) | ('+', true) => Ok(word),
            ('?', false) => Err(format!("${name} is not set: {word}")),
            ('+', false) => Ok(String::new()),
            _ => Ok(value),
        }
    }

    fn value(&self, name: &str) -> Result<String, Unknown> {
        self.scope.get(name).map(|value| value.unwrap_or_default().to_owned())
    }

    fn name(&mut self) -> String {
        let mut name = String::new();
        while let Some(letter) = self.letters.next_if(|letter| letter.is_alphanumeric() || *letter == '_') {
            name.push(letter);
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope() -> Scope {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut scope = Scope { arguments: [pair("A", "arg"), pair("E", "hidden")].into(), ..Scope::default() };
        scope.environment.insert("E".into(), Some("env".into()));
        scope.environment.insert("EMPTY".into(), Some(String::new()));
        scope.environment.insert("PATH".into(), None);
        scope
    }

    #[test]
    fn variables_are_replaced_as_buildkit_does() {
        for (word, value) in [
            ("plain", "plain"),
            ("$A/$E", "arg/env"),
            ("${A}b", "argb"),
            ("$Ab", ""),
            ("$NONE", ""),
            ("${NONE:-d}", "d"),
            ("${NONE-d}", "d"),
            ("${EMPTY:-d}", "d"),
            ("${EMPTY-d}", ""),
            ("${A:+yes}", "yes"),
            ("${NONE:+yes}", ""),
            ("${EMPTY+yes}", "yes"),
            ("${EMPTY:+yes}", ""),
            ("${NONE:-${A}/$E}", "arg/env"),
            ("'$A'", "$A"),
            ("\"$A 'x' \\\" \\n\"", "arg 'x' \" \\n"),
            ("\\$A", "$A"),
            ("a\\ b", "a b"),
            ("$", "$"),
            ("$/x", "$/x"),
        ] {
            assert_eq!(scope().expand(word, '\\').as_deref(), Ok(value), "{word}");
        }
        assert_eq!(scope().expand("c:\\$A`$A", '`').as_deref(), Ok("c:\\arg$A"));
    }

    #[test]
    fn what_cannot_be_known_is_said() {
        for word in ["$PATH", "${A", "${A#x}", "${A/x/y}", "${NONE:?needed}", "\"open", "'open", "${}"] {
            assert!(scope().expand(word, '\\').is_err(), "{word}");
        }
        let open = Scope { is_open: true, ..scope() };
        assert_eq!(open.expand("$A", '\\').as_deref(), Ok("arg"));
        assert!(open.expand("${NONE:-d}", '\\').is_err());
    }
}
