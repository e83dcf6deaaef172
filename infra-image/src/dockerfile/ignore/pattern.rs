//! One pattern: Go's `filepath.Match`, and `**` for any number of folders.

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    text: String,
    form: Form,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    /// The path itself.
    Exact,
    /// `path/**`: all that begins with it.
    Begins(String),
    /// `**/path`: all that ends with it.
    Ends(String),
    Tokens(Vec<Token>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Letter(char),
    /// `?`
    One,
    /// `*`
    Many,
    /// `**/` within: nothing, or all up to a slash.
    Folders,
    /// `**` at the end.
    All,
    /// `[a-z]`: a letter in one of the ranges, or in none of them.
    Class(bool, Vec<(char, char)>),
}

impl Pattern {
    /// Reads a pattern; none where it is malformed.
    pub(crate) fn new(text: &str) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        let tokens = tokens(text)?;
        let letters = |tokens: &[Token]| -> Option<String> {
            let letters =
                tokens.iter().map(|token| if let Token::Letter(letter) = token { Some(*letter) } else { None });
            letters.collect()
        };
        // How moby tells them apart matters: an escape or a class makes a pattern of letters one of tokens.
        let is_plain = !text.contains(['\\', '[', ']']);
        let form = match tokens.as_slice() {
            _ if is_plain && letters(&tokens).is_some() => Form::Exact,
            [Token::Folders, ..] | [Token::All] if is_plain && letters(&tokens[1..]).is_some() => {
                Form::Ends(text[2..].to_owned())
            }
            [begin @ .., Token::All] if is_plain && !begin.is_empty() && letters(begin).is_some() => {
                Form::Begins(text.trim_end_matches('*').to_owned())
            }
            _ => Form::Tokens(tokens),
        };
        Some(Self { text: text.to_owned(), form })
    }

    /// Whether a path matches as a whole.
    pub(crate) fn matches(&self, path: &str) -> bool {
        match &self.form {
            Form::Exact => path == self.text,
            Form::Begins(begin) => path.starts_with(begin),
            Form::Ends(end) => path.ends_with(end) || end.strip_prefix('/').is_some_and(|end| path == end),
            Form::Tokens(tokens) => run(tokens, path),
        }
    }

    /// Whether a path below a folder may match.
    pub(crate) fn may_match_below(&self, folder: &str) -> bool {
        let mut parts = self.text.split('/');
        for name in folder.split('/') {
            match parts.next() {
                None => return false,
                Some(part) if part.contains("**") || part.contains('[') => return true,
                Some(part) if !Self::new(part).is_some_and(|part| part.matches(name)) => return false,
                Some(_) => {}
            }
        }
        parts.next().is_some()
    }
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        tokens.push(match letter {
            '*' if letters.next_if_eq(&'*').is_some() => {
                _ = letters.next_if_eq(&'/');
                if letters.peek().is_some() { Token::Folders } else { Token::All }
            }
            '*' => Token::Many,
            '?' => Token::One,
            '\\' => Token::Letter(letters.next()?),
            '[' => class(&mut letters)?,
            letter => Token::Letter(letter),
        });
    }
    Some(tokens)
}

fn class(letters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<Token> {
    let is_negated = letters.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    loop {
        if !ranges.is_empty() && letters.next_if_eq(&']').is_some() {
            return Some(Token::Class(is_negated, ranges));
        }
        let low = member(letters)?;
        let high = if letters.next_if_eq(&'-').is_some() { member(letters)? } else { low };
        if high < low {
            return None;
        }
        ranges.push((low, high));
    }
}

/// A letter of a class. A class that does not end has none after its last.
fn member(letters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<char> {
    let letter = match letters.next()? {
        '-' | ']' => return None,
        '\\' => letters.next()?,
        letter => letter,
    };
    letters.peek().map(|_| letter)
}

/// Goes through a path with all that may match at once, so that no pattern takes more than its length times the path's.
fn run(tokens: &[Token], path: &str) -> bool {
    let path: Vec<char> = path.chars().collect();
    // Where in the path the tokens so far may end.
    let mut ends = vec![false; path.len() + 1];
    ends[0] = true;
    for token in tokens {
        let mut next = vec![false; path.len() + 1];
        let mut before = false;
        for at in 0..=path.len() {
            before |= ends[at];
            let letter = path.get(at).copied();
            match token {
                Token::Letter(wanted) if ends[at] && letter == Some(*wanted) => next[at + 1] = true,
                Token::One if ends[at] && letter.is_some_and(|letter| letter != '/') => next[at + 1] = true,
                Token::Class(is_negated, ranges) if ends[at] => {
                    let within = |letter: char| ranges.iter().any(|(low, high)| (*low..=*high).contains(&letter));
                    if letter.is_some_and(|letter| within(letter) != *is_negated) {
                        next[at + 1] = true;
                    }
                }
                Token::Many => {
                    next[at] |= ends[at];
                    if next[at] && letter.is_some_and(|letter| letter != '/') {
                        next[at + 1] = true;
                    }
                }
                Token::Folders => {
                    next[at] |= ends[at];
                    if before && letter == Some('/') {
                        next[at + 1] = true;
                    }
                }
                Token::All => next[at] = before,
                _ => {}
            }
        }
        ends = next;
    }
    ends[path.len()]
}
