//! The values of build secrets, kept out of what a builder says.

use std::env;
use std::fs;

use crate::dockerfile::Secret;

/// What stands in place of a value.
const MASK: &str = "***";
/// The shortest part of a value that is masked: a shorter one hides nothing, and makes lines unreadable.
const SHORTEST: usize = 4;

/// The lines of secrets, the longest first.
pub(super) struct Masked(Vec<String>);

impl Masked {
    pub(super) fn of(secrets: &[(String, Secret)]) -> Self {
        let values = secrets.iter().filter_map(|(_, secret)| match secret {
            Secret::File(file) => fs::read_to_string(file).ok(),
            Secret::Variable(name) => env::var(name).ok(),
        });
        let mut lines: Vec<String> = values
            .flat_map(|value| value.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>())
            .filter(|line| line.len() >= SHORTEST)
            .collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.len()));
        Self(lines)
    }

    pub(super) fn mask(&self, line: &str) -> String {
        self.0.iter().fold(line.to_owned(), |line, value| line.replace(value, MASK))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_masked_wherever_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("token");
        fs::write(&file, "hunter2\nhunter2-long\nab\n").unwrap();
        let masked = Masked::of(&[("token".into(), Secret::File(file))]);
        assert_eq!(masked.mask("curl -u me:hunter2 abc hunter2-long"), "curl -u me:*** abc ***");
    }
}
