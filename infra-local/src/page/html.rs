//! HTML that is put together piece by piece: what is not written in this crate can only become text.

use core::fmt::{Display, Write};

/// HTML that is being put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Html(String);

impl Html {
    /// HTML as it stands in this crate's source.
    pub(super) fn raw(&mut self, html: &'static str) -> &mut Self {
        self.0.push_str(html);
        self
    }

    /// Text, also within the quotes of an attribute. What a terminal would take for colours is left out, and what cannot stand in
    /// HTML is shown as a mark.
    pub(super) fn text(&mut self, text: impl Display) -> &mut Self {
        // Writing to a string cannot fail.
        let _ = write!(Escaped { to: &mut self.0, state: Terminal::Text }, "{text}");
        self
    }

    /// Other HTML.
    pub(super) fn html(&mut self, html: &Self) -> &mut Self {
        self.0.push_str(&html.0);
        self
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn into_string(self) -> String {
        self.0
    }
}

/// Where in the words to a terminal a text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Terminal {
    Text,
    Escape,
    Sequence,
}

struct Escaped<'html> {
    to: &'html mut String,
    state: Terminal,
}

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        for letter in text.chars() {
            self.state = match (self.state, letter) {
                (_, '\u{1b}') => Terminal::Escape,
                (Terminal::Escape, '[') => Terminal::Sequence,
                // A sequence ends with its first letter.
                (Terminal::Escape, _) | (Terminal::Sequence, '@'..='~') => Terminal::Text,
                (Terminal::Sequence, _) => Terminal::Sequence,
                (Terminal::Text, letter) => {
                    push(self.to, letter);
                    Terminal::Text
                }
            };
        }
        Ok(())
    }
}

fn push(to: &mut String, letter: char) {
    match letter {
        '&' => to.push_str("&amp;"),
        '<' => to.push_str("&lt;"),
        '>' => to.push_str("&gt;"),
        '"' => to.push_str("&quot;"),
        '\'' => to.push_str("&#39;"),
        '\t' | '\n' => to.push(letter),
        // Marks that turn the direction of what stands behind them could make a line read as another.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => to.push('\u{fffd}'),
        letter if letter.is_control() => to.push('\u{fffd}'),
        letter => to.push(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let mut html = Html::default();
        html.text(text);
        html.into_string()
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(text("<script>alert('x')</script>"), "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
        assert_eq!(text("\" onload=\"x&y"), "&quot; onload=&quot;x&amp;y");
        assert_eq!(text("a\0b\rc\u{202e}d"), "a\u{fffd}b\u{fffd}c\u{fffd}d");
    }

    #[test]
    fn words_to_a_terminal_are_left_out() {
        assert_eq!(text("\u{1b}[1;31merror\u{1b}[0m: no"), "error: no");
        assert_eq!(text("\u{1b}[1;31"), "");
    }
}
