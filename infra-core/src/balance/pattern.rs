//! Text with wildcards.

/// A text in which `*` stands for any characters, also none, and `?` for exactly one.
///
/// A character is a byte: rules apply to visible ASCII alone ("Condition basics").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    pieces: Vec<Piece>,
    any_case: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Byte(u8),
    One,
    Any,
}

impl Pattern {
    /// One that compares upper and lower case: of a path.
    #[must_use]
    pub fn exact(text: &str) -> Self {
        Self { pieces: text.bytes().map(Piece::of).collect(), any_case: false }
    }

    /// One for which upper and lower case are the same: of a host, or the value of a header.
    #[must_use]
    pub fn of_any_case(text: &str) -> Self {
        Self { any_case: true, ..Self::exact(text) }
    }

    /// One of a key or value of a query: in any case; `\*` and `\?` are the characters themselves, and so is what is
    /// written as `%` and its number.
    #[must_use]
    pub fn of_query(text: &str) -> Self {
        let mut pieces = Vec::with_capacity(text.len());
        let mut rest = text.as_bytes();
        while let Some((first, tail)) = rest.split_first() {
            let (piece, tail) = match (first, tail) {
                (b'\\', [escaped @ (b'*' | b'?'), tail @ ..]) => (Piece::Byte(*escaped), tail),
                _ => match super::query::encoded(rest) {
                    Some((byte, tail)) => (Piece::Byte(byte), tail),
                    None => (Piece::of(*first), tail),
                },
            };
            pieces.push(piece);
            rest = tail;
        }
        Self { pieces, any_case: true }
    }

    /// Whether all of the text is as the pattern says.
    #[must_use]
    pub fn matches(&self, text: &[u8]) -> bool {
        let (mut at, mut piece) = (0, 0);
        // Where the last `*` stands, and from where on the text behind it is tried next.
        let mut again: Option<(usize, usize)> = None;
        while let Some(byte) = text.get(at) {
            match self.pieces.get(piece) {
                Some(Piece::Any) => {
                    again = Some((piece, at));
                    piece += 1;
                    continue;
                }
                Some(Piece::One) => {}
                Some(Piece::Byte(wanted)) if self.same(*wanted, *byte) => {}
                _ => {
                    let Some((any, from)) = again else { return false };
                    again = Some((any, from + 1));
                    (piece, at) = (any + 1, from + 1);
                    continue;
                }
            }
            piece += 1;
            at += 1;
        }
        self.pieces.iter().skip(piece).all(|piece| *piece == Piece::Any)
    }

    fn same(&self, wanted: u8, byte: u8) -> bool {
        wanted == byte || (self.any_case && wanted.eq_ignore_ascii_case(&byte))
    }
}

impl Piece {
    fn of(byte: u8) -> Self {
        match byte {
            b'*' => Self::Any,
            b'?' => Self::One,
            other => Self::Byte(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wildcards_stand_for_characters() {
        for (pattern, text, holds) in [
            ("/", "/", true),
            ("/", "", false),
            ("/*", "/", true),
            ("/*", "/a/b?c", true),
            ("/img/*", "/img", false),
            ("/img/*/pics", "/img/a/b/pics", true),
            ("/img/*/pics", "/img/pics", false),
            ("/a?", "/a", false),
            ("/a?", "/ab", true),
            ("/a?", "/abc", false),
            ("*a*a*b", "aaaaab", true),
            ("*a*a*b", "aaaaac", false),
            ("**", "", true),
            ("?*", "", false),
        ] {
            assert_eq!(Pattern::exact(pattern).matches(text.as_bytes()), holds, "{pattern} {text}");
        }
    }

    #[test]
    fn case_counts_in_paths_alone() {
        assert!(!Pattern::exact("/A").matches(b"/a"));
        assert!(Pattern::of_any_case("*.Example.com").matches(b"a.eXAMPLE.COM"));
    }

    #[test]
    fn a_query_has_wildcards_as_characters() {
        assert!(Pattern::of_query("\\*\\?").matches(b"*?"));
        assert!(!Pattern::of_query("\\*").matches(b"a"));
        assert!(Pattern::of_query("a%20b%2a").matches(b"A b*"));
        assert!(Pattern::of_query("100%").matches(b"100%"));
        assert!(Pattern::of_query("\\a").matches(b"\\a"));
    }

    /// What the documents say, word by word, however long it takes.
    fn by_the_book(pattern: &[u8], text: &[u8]) -> bool {
        match (pattern.split_first(), text.split_first()) {
            (None, None) => true,
            (Some((b'*', rest)), None) => by_the_book(rest, text),
            (Some((b'*', rest)), Some((_, tail))) => by_the_book(rest, text) || by_the_book(pattern, tail),
            (Some((b'?', rest)), Some((_, tail))) => by_the_book(rest, tail),
            (Some((wanted, rest)), Some((byte, tail))) => wanted == byte && by_the_book(rest, tail),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn every_pattern_means_what_the_documents_say(pattern in "[ab*?]{0,8}", text in "[ab]{0,10}") {
            prop_assert_eq!(Pattern::exact(&pattern).matches(text.as_bytes()), by_the_book(pattern.as_bytes(), text.as_bytes()));
        }
    }
}
