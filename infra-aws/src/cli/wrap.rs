//! Text in lines of a width.

/// Breaks `text` between words into lines of at most `width` letters; a longer word has a line of its own.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_full_as_their_width_lets_them_be() {
        assert_eq!(wrap("a port is from 1 to 65535", 9), ["a port is", "from 1 to", "65535"]);
        assert_eq!(wrap("a portmanteau", 5), ["a", "portmanteau"]);
        assert_eq!(wrap(" Größe  und Maß ", 9), ["Größe und", "Maß"]);
        assert_eq!(wrap("", 5), [""; 0]);
    }
}
