//! What shows that a process may run a task.

use std::fs::File;
use std::io::{self, Read};

/// As many bytes as nobody guesses.
const BYTES: usize = 32;

/// What shows that a process may run a task. It has no `Debug`, so that nothing writes it by mistake.
#[derive(Clone)]
pub(super) struct Token(String);

impl Token {
    /// One that nobody knows yet.
    pub(super) fn new() -> io::Result<Self> {
        let mut bytes = [0; BYTES];
        File::open("/dev/urandom")?.read_exact(&mut bytes)?;
        Ok(Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// As a process is told it.
    pub(super) fn text(&self) -> &str {
        &self.0
    }

    /// Whether somebody has it. How long that takes says nothing about where they differ.
    pub(super) fn is(&self, told: &str) -> bool {
        let differences = self.0.bytes().zip(told.bytes()).fold(0, |all, (mine, other)| all | (mine ^ other));
        self.0.len() == told.len() && std::hint::black_box(differences) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_itself_and_no_other() {
        let (token, other) = (Token::new().unwrap(), Token::new().unwrap());
        assert!(token.is(token.text()) && !token.is(other.text()));
        assert!(!token.is("") && !token.is(&token.text()[1..]) && !token.is(&format!("{}0", token.text())));
        assert_eq!(token.text().len(), 2 * BYTES);
    }
}
