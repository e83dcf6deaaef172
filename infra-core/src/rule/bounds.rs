//! Numbers between two others, and how messages write them.

use super::range::duration;
use crate::{Text, Violation};

/// The largest number that AWS takes where its models say no more than "integer".
pub(super) const INTEGER: u64 = i32::MAX as u64;

/// A key with a number for its value.
#[derive(Clone, Copy)]
pub(super) struct Key {
    name: &'static str,
    of: &'static str,
    unit: Unit,
}

#[derive(Clone, Copy)]
enum Unit {
    Count,
    Seconds,
    Gib,
}

impl Key {
    /// A key that counts; `of` says whose it is, as " of a container", and may be empty.
    pub(super) const fn count(name: &'static str, of: &'static str) -> Self {
        Self { name, of, unit: Unit::Count }
    }

    /// A key whose value is a time.
    pub(super) const fn seconds(name: &'static str, of: &'static str) -> Self {
        Self { name, of, unit: Unit::Seconds }
    }

    /// A key whose value is the size of a disk.
    pub(super) const fn gib(name: &'static str, of: &'static str) -> Self {
        Self { name, of, unit: Unit::Gib }
    }

    /// Appends `value` as a declaration has it: `30`, `"30s"` or `"30 GB"`.
    const fn write(self, text: Text, value: u64) -> Text {
        match self.unit {
            Unit::Count => text.number(value),
            Unit::Seconds => duration(text.push("\""), value).push("\""),
            Unit::Gib => text.push("\"").number(value).push(" GB\""),
        }
    }

    /// The key and its value: `` `stop = "30s"` of a container``.
    pub(super) const fn with(self, value: u64) -> Text {
        let text = Text::from("`").push(self.name).push(" = ");
        self.write(text, value).push("`").push(self.of)
    }
}

/// The value of `key` is `least` to `most`.
pub(super) const fn within(rule: &'static str, key: Key, value: u64, least: u64, most: u64) -> Result<(), Violation> {
    if value >= least && value <= most {
        return Ok(());
    }
    let problem = match (key.unit, value < least) {
        (Unit::Count, true) => " is too low",
        (Unit::Count, false) => " is too high",
        (Unit::Seconds, true) => " is too short",
        (Unit::Seconds, false) => " is too long",
        (Unit::Gib, true) => " is too small",
        (Unit::Gib, false) => " is too large",
    };
    let help = if value > most && least == 0 {
        key.write(Text::from("use at most "), most)
    } else if value < least && most >= INTEGER {
        key.write(Text::from("use at least "), least)
    } else {
        key.write(key.write(Text::from("use "), least).push(" to "), most)
    };
    Err(Violation::new(rule, key.with(value).push(problem), help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_declared() {
        for (key, value, message) in [
            (Key::count("retries", " of a `check`"), 4, "`retries = 4` of a `check` is too low [r]\nhelp: use 5 to 9"),
            (Key::seconds("stop", ""), 10, "`stop = \"10s\"` is too long [r]\nhelp: use \"5s\" to \"9s\""),
            (Key::gib("storage", ""), 10, "`storage = \"10 GB\"` is too large [r]\nhelp: use \"5 GB\" to \"9 GB\""),
        ] {
            assert_eq!(within("r", key, value, 5, 9).expect_err("out of bounds").to_string(), message);
        }
        let key = Key::seconds("start", "");
        assert_eq!(within("r", key, 10, 0, 9).expect_err("long").help.as_str(), "use at most \"9s\"");
        assert_eq!(within("r", key, 1, 2, INTEGER).expect_err("short").help.as_str(), "use at least \"2s\"");
        assert!(within("r", key, 0, 0, 9).is_ok() && within("r", key, 9, 0, 9).is_ok());
    }
}
