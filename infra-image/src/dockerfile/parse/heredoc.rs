//! Here-documents: lines that follow an instruction up to a word.

use super::{Instruction, words};

/// A here-document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heredoc {
    /// What began it.
    pub(crate) mark: Mark,
    /// Its lines.
    pub(crate) content: String,
}

/// What begins a here-document: `<<EOF`, `<<-EOF`, `<<"EOF"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The word that ends it.
    pub(crate) name: String,
    /// Whether the tabs before its lines are dropped.
    pub(crate) strips_tabs: bool,
}

/// The here-documents that an instruction begins.
pub(super) fn marks(instruction: &Instruction) -> Vec<Mark> {
    let (word, rest) = match instruction.word.as_str() {
        "ONBUILD" => instruction.rest.split_once(char::is_whitespace).unwrap_or_default(),
        word => (word, instruction.rest.as_str()),
    };
    let takes_them = ["ADD", "COPY", "RUN"].iter().any(|taker| word.eq_ignore_ascii_case(taker));
    if !takes_them || instruction.json().is_some() {
        return Vec::new();
    }
    words(rest, '\\').iter().filter_map(|word| mark(word)).collect()
}

/// The here-document that a word begins.
pub(crate) fn mark(word: &str) -> Option<Mark> {
    let word = word.trim_start_matches(|letter: char| letter.is_ascii_digit()).strip_prefix("<<")?;
    let (strips_tabs, name) = word.strip_prefix('-').map_or((false, word), |name| (true, name));
    let is_name = !name.is_empty() && !name.contains('<');
    let name: String = name.chars().filter(|letter| !matches!(letter, '"' | '\'' | '\\')).collect();
    (is_name && !name.is_empty()).then_some(Mark { name, strips_tabs })
}
