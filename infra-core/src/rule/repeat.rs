//! Names that may stand once.

use super::letters::about;
use crate::{Text, Violation};

/// A name of `env(..)`, `secret(..)`, `tags(..)` or `ulimit(..)` that is given twice.
///
/// Source: language of this library, 2026. ECS itself takes the last of two variables without a word (TD-30), and refuses
/// a second tag of one key (TD-50; botocore 1.44.5 ecs TagResourceRequest.tags).
#[must_use]
pub const fn twice(name: &str) -> Violation {
    Violation::new("name-twice", about("", name).push(" is given twice"), Text::from("keep one of the two"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(!twice("LOG_LEVEL").headline.is_empty());

    #[test]
    fn the_name_is_told() {
        let violation = twice("LOG_LEVEL");
        assert_eq!(violation.rule, "name-twice");
        assert_eq!(violation.to_string(), "`LOG_LEVEL` is given twice [name-twice]\nhelp: keep one of the two");
    }
}
