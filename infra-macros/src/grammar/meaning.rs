//! What a key means, in few words.

/// The beginning of a key's documentation, up to the end of its first thought: it goes on in a sentence.
pub(super) fn meaning(doc: &str) -> String {
    let text = doc.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = [". ", ": ", "; "].iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len());
    let thought = text[..end].trim_end_matches('.');
    let mut letters = thought.chars();
    match (letters.next(), letters.next()) {
        // `CPU units` begin with a capital in the middle of a sentence as well.
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(thought.chars().skip(1)).collect()
        }
        _ => thought.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_thought_is_taken() {
        assert_eq!(meaning(" A rule that leads here: path, and host.\n More. `Rule`.\n"), "a rule that leads here");
        assert_eq!(meaning(" CPU units of the task, 1,024 a vCPU. `Cpu`."), "CPU units of the task, 1,024 a vCPU");
        assert_eq!(meaning(" An init process."), "an init process");
        assert_eq!(meaning(""), "");
    }
}
