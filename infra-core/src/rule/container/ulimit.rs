//! Limits that the kernel sets to a container's processes.

use crate::Violation;
use crate::rule::bounds::{INTEGER, Key, within};
use crate::rule::words::known;

/// The limits by their names, as ECS knows them.
const NAMES: [&str; 15] = [
    "core",
    "cpu",
    "data",
    "fsize",
    "locks",
    "memlock",
    "msgqueue",
    "nice",
    "nofile",
    "nproc",
    "rss",
    "rtprio",
    "rttime",
    "sigpending",
    "stack",
];

/// A limit has one of 15 names.
///
/// Source: TD-41; botocore 1.44.5 ecs UlimitName.
pub const fn name(name: &str) -> Result<(), Violation> {
    known("ulimit-name", "ulimit", name, &NAMES)
}

/// A limit is at most 2,147,483,647.
///
/// Source: TD-41; botocore 1.44.5 ecs Ulimit.softLimit, a 32-bit integer.
pub const fn value(value: u64) -> Result<(), Violation> {
    within("ulimit-value", Key::count("ulimit", ""), value, 0, INTEGER)
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(name("nofile"), Ok(())));

    #[test]
    fn limits() {
        for legal in NAMES {
            assert_eq!(name(legal), Ok(()), "{legal}");
        }
        let message = "`ulimit` cannot be `nofiles` [ulimit-name]\nhelp: did you mean `nofile`?";
        assert_eq!(name("nofiles").expect_err("misspelt").to_string(), message);
        for (number, legal) in [(0, true), (65_536, true), (INTEGER, true), (INTEGER + 1, false)] {
            assert_eq!(value(number).is_ok(), legal, "{number}");
        }
    }
}
