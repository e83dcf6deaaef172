//! Words that a choice does not have.

use super::suggest::{nearest, one_of};
use infra_core::language::{Choice, Presence, Variant};

/// What to write in the place of a word that the choice does not have.
pub(crate) fn unknown_word(choice: &Choice, word: &str) -> String {
    match nearest(word, choice.variants.iter().map(|variant| variant.word)) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("write {}", wanted(choice)),
    }
}

/// The words, those with parentheses marked so.
pub(crate) fn wanted(choice: &Choice) -> String {
    let forms: Vec<String> = choice
        .variants
        .iter()
        .map(|variant| if needs_values(variant) { format!("{}(..)", variant.word) } else { variant.word.to_owned() })
        .collect();
    let words = one_of(forms.iter().map(String::as_str));
    if choice.literal.is_some() { format!("a string, or {words}") } else { words }
}

/// Whether a word cannot stand without parentheses.
pub(crate) fn needs_values(variant: &Variant) -> bool {
    variant.block.is_some_and(|block| block.all_keys().iter().any(|key| key.presence == Presence::Required))
}
