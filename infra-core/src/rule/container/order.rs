//! What a container waits for before it starts.

use crate::rule::letters::{about, quote};
use crate::string::same;
use crate::{Text, Violation};

/// What a container waits for can come about: `healthy` needs a check of the other container, `complete` and `success`
/// need that the task goes on without it.
///
/// Source: TD-24, TD-25; botocore 1.44.5 ecs ContainerDependency.condition.
pub const fn possible(
    name: &str,
    other: &str,
    condition: &str,
    has_check: bool,
    essential: bool,
) -> Result<(), Violation> {
    if same(condition, "healthy") && !has_check {
        let headline = quote(about("", name).push(" waits until "), other).push(" is healthy, which has no `check`");
        let help = quote(Text::from("add a `check(..)` to "), other).push(", or wait for `start`");
        return Err(Violation::new("after-healthy", headline, help));
    }
    if essential && (same(condition, "complete") || same(condition, "success")) {
        let headline = about("", name).push(" waits for ").quote(condition).push(" of ");
        let headline = quote(headline, other).push(", which is essential");
        let help = quote(Text::from("write `essential = false` for "), other);
        let help = help.push(": when an essential container ends, its task ends");
        return Err(Violation::new("after-essential", headline, help));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(possible("web", "proxy", "healthy", true, true), Ok(())));

    #[test]
    fn what_can_come_about() {
        for (condition, has_check, essential, rule) in [
            ("start", false, true, None),
            ("healthy", true, true, None),
            ("healthy", false, false, Some("after-healthy")),
            ("complete", false, false, None),
            ("complete", false, true, Some("after-essential")),
            ("success", false, false, None),
            ("success", true, true, Some("after-essential")),
        ] {
            let found = possible("web", "proxy", condition, has_check, essential).err().map(|violation| violation.rule);
            assert_eq!(found, rule, "{condition}");
        }
        for (condition, message) in [
            (
                "healthy",
                "`web` waits until `proxy` is healthy, which has no `check` [after-healthy]\n\
                 help: add a `check(..)` to `proxy`, or wait for `start`",
            ),
            (
                "success",
                "`web` waits for `success` of `proxy`, which is essential [after-essential]\n\
                 help: write `essential = false` for `proxy`: when an essential container ends, its task ends",
            ),
        ] {
            assert_eq!(possible("web", "proxy", condition, false, true).expect_err(condition).to_string(), message);
        }
    }
}
