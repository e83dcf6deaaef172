//! Text that const evaluation can build: the messages of rules, with names and numbers in them.

/// How much one text can hold, in bytes. A longer message is cut and ends in `...`.
const CAPACITY: usize = 1024;

/// A short text, built piece by piece in a `const fn`.
///
/// `format!` does not exist in const evaluation, and a panic message there may only be one `&str`. Rules build their
/// messages with this type, so that one wording serves the compiler and the program alike.
#[derive(Clone, Copy)]
pub struct Text {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl Text {
    /// The empty text.
    #[must_use]
    pub const fn new() -> Self {
        Self { bytes: [0; CAPACITY], length: 0 }
    }

    /// Starts a text with `start`.
    #[must_use]
    pub const fn from(start: &str) -> Self {
        Self::new().push(start)
    }

    /// Appends `more`; what does not fit is replaced by `...`.
    #[must_use]
    pub const fn push(mut self, more: &str) -> Self {
        let more = more.as_bytes();
        let mut at = 0;
        while at < more.len() {
            if self.length == CAPACITY {
                return self.cut();
            }
            self.bytes[self.length] = more[at];
            self.length += 1;
            at += 1;
        }
        self
    }

    /// Appends `name` between backticks, as code is quoted in messages.
    #[must_use]
    pub const fn quote(self, name: &str) -> Self {
        self.push("`").push(name).push("`")
    }

    /// Appends `number` in decimal.
    #[must_use]
    pub const fn number(self, number: u64) -> Self {
        let mut digits = [0_u8; 20];
        let mut at = digits.len();
        let mut rest = number;
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        let (_, digits) = digits.split_at(at);
        match core::str::from_utf8(digits) {
            Ok(digits) => self.push(digits),
            Err(_) => self,
        }
    }

    /// Appends another text.
    #[must_use]
    pub const fn append(self, other: &Self) -> Self {
        self.push(other.as_str())
    }

    /// Appends `other` in a new line, or begins with it.
    #[must_use]
    pub const fn line(self, other: &str) -> Self {
        if self.length == 0 { self.push(other) } else { self.push("\n").push(other) }
    }

    /// Whether nothing has been written.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The text written so far.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        let (written, _) = self.bytes.split_at(self.length);
        match core::str::from_utf8(written) {
            Ok(text) => text,
            Err(_) => "(a text that is not UTF-8)",
        }
    }

    /// Ends a full text in `...`, at the start of a character.
    const fn cut(mut self) -> Self {
        let mut at = CAPACITY - 3;
        while at > 0 && self.bytes[at] & 0b1100_0000 == 0b1000_0000 {
            at -= 1;
        }
        let mut dot = 0;
        while dot < 3 {
            self.bytes[at + dot] = b'.';
            dot += 1;
        }
        self.length = at + 3;
        self
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::new()
    }
}

impl core::fmt::Display for Text {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl core::fmt::Debug for Text {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        core::fmt::Debug::fmt(self.as_str(), formatter)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_written_in_const_evaluation() {
        const TEXT: Text = Text::from("port ").number(70_000).push(" of ").quote("Web").line("help: lower it");
        assert_eq!(TEXT.as_str(), "port 70000 of `Web`\nhelp: lower it");
        assert_eq!(Text::new().number(0).as_str(), "0");
        assert_eq!(Text::new().number(u64::MAX).as_str(), u64::MAX.to_string());
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_at_a_character() {
        for start in ["", "a", "ab"] {
            let text = Text::from(start).push(&"é".repeat(600));
            assert!(text.as_str().ends_with("é..."), "{text}");
            assert!(text.as_str().len() <= 1024);
        }
    }
}
