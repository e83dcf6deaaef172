//! Lines that are joined, and words that are parted.

/// The lines of a Dockerfile.
pub(super) struct Lines<'text> {
    all: Vec<&'text str>,
    at: usize,
    escape: char,
}

impl<'text> Lines<'text> {
    pub(super) fn new(text: &'text str, escape: char) -> Self {
        Self { all: text.lines().collect(), at: 0, escape }
    }

    fn next(&mut self) -> Option<&'text str> {
        let line = self.all.get(self.at).copied();
        self.at += 1;
        line
    }

    /// The next instruction with the number of its first line. Comments and empty lines are no part of it, also in its middle.
    pub(super) fn logical(&mut self) -> Option<(usize, String)> {
        loop {
            let first = self.next()?.trim_start();
            if is_nothing(first) {
                continue;
            }
            let number = self.at;
            let (part, mut goes_on) = self.part(first);
            let mut whole = part.to_owned();
            while goes_on && let Some(line) = self.next() {
                if is_nothing(line) {
                    continue;
                }
                let part;
                (part, goes_on) = self.part(line);
                whole.push_str(part);
            }
            return Some((number, whole));
        }
    }

    /// A line without the mark that continues it, and whether it had one. A mark that is escaped itself is none.
    fn part<'line>(&self, line: &'line str) -> (&'line str, bool) {
        match line.trim_end_matches([' ', '\t']).strip_suffix(self.escape) {
            Some(part) if !part.ends_with(self.escape) => (part, true),
            _ => (line, false),
        }
    }

    /// The lines of a here-document up to the one that ends it; none where nothing ends it.
    pub(super) fn until(&mut self, end: &str, strips_tabs: bool) -> Option<String> {
        let mut content = String::new();
        loop {
            let line = self.next()?;
            let line = if strips_tabs { line.trim_start_matches('\t') } else { line };
            if line == end {
                return Some(content);
            }
            content.push_str(line);
            content.push('\n');
        }
    }
}

fn is_nothing(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

/// Parts a text at its blanks, but not at those in quotes or escaped. Quotes and escapes stay.
pub(crate) fn words(text: &str, escape: char) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if quote.is_none() && letter.is_whitespace() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            continue;
        }
        word.push(letter);
        match quote {
            None if matches!(letter, '"' | '\'') => quote = Some(letter),
            Some(open) if letter == open => quote = None,
            _ if letter == escape && quote != Some('\'') => word.extend(letters.next()),
            _ => {}
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}
