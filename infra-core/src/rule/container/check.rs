//! Health checks that ECS runs in a container.

use crate::rule::bounds::{Key, within};
use crate::rule::letters::{about, rest};
use crate::string::starts_with;
use crate::{Text, Violation};

const OF: &str = " of a `check`";

/// What is run: `CMD` and the words of a program, or `CMD-SHELL` and a line for the shell.
///
/// Source: TD-21; botocore 1.44.5 ecs HealthCheck.command.
pub const fn command(command: &str) -> Result<(), Violation> {
    const RULE: &str = "container-check-command";
    let line = if starts_with(command, "CMD-SHELL ") {
        rest(command, "CMD-SHELL ".len())
    } else if starts_with(command, "CMD ") {
        rest(command, "CMD ".len())
    } else if matches!(command.as_bytes(), b"CMD" | b"CMD-SHELL") {
        ""
    } else {
        let headline = about("the check ", command).push(" begins with neither `CMD` nor `CMD-SHELL`");
        let help = "write `CMD` and a program, or `CMD-SHELL` and a line for the shell, as \
                    \"CMD-SHELL curl -f http://localhost/ || exit 1\"";
        return Err(Violation::new(RULE, headline, Text::from(help)));
    };
    let bytes = line.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_whitespace() {
            return Ok(());
        }
        at += 1;
    }
    let help = Text::from("name what to run, as \"CMD /app/healthy\"");
    Err(Violation::new(RULE, about("the check ", command).push(" runs nothing"), help))
}

/// The time between two checks is 5 to 300 seconds.
///
/// Source: TD-21; botocore 1.44.5 ecs HealthCheck.interval.
pub const fn every(seconds: u64) -> Result<(), Violation> {
    within("container-check-interval", Key::seconds("every", OF), seconds, 5, 300)
}

/// The time until a check has failed is 2 to 60 seconds.
///
/// Source: TD-21; botocore 1.44.5 ecs HealthCheck.timeout. (aws-cdk-lib 2.276.0 takes 120; `facts/rules.md` §5.3.)
pub const fn timeout(seconds: u64) -> Result<(), Violation> {
    within("container-check-timeout", Key::seconds("timeout", OF), seconds, 2, 60)
}

/// The count of failures in a row is 1 to 10.
///
/// Source: TD-21; botocore 1.44.5 ecs HealthCheck.retries.
pub const fn retries(count: u64) -> Result<(), Violation> {
    within("container-check-retries", Key::count("retries", OF), count, 1, 10)
}

/// The time after a start in which failures do not count is at most 300 seconds.
///
/// Source: TD-21; botocore 1.44.5 ecs HealthCheck.startPeriod.
pub const fn start(seconds: u64) -> Result<(), Violation> {
    within("container-check-start", Key::seconds("start", OF), seconds, 0, 300)
}

/// A check is not begun before the one before it is over: the interval is not below the timeout.
///
/// Source: TD-22; aws-cdk-lib 2.276.0 ContainerDefinition.
pub const fn timeout_within_interval(timeout: u64, interval: u64) -> Result<(), Violation> {
    if timeout <= interval {
        return Ok(());
    }
    let headline = Key::seconds("timeout", OF).with(timeout).push(" is longer than ");
    let headline = headline.append(&Key::seconds("every", "").with(interval));
    let help = Text::from("use `timeout = \"").number(interval).push("s\"` at most, or a longer `every`");
    Err(Violation::new("container-check-overlap", headline, help))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(command("CMD-SHELL true"), Ok(())));

    #[test]
    fn commands() {
        for legal in ["CMD /app/healthy", "CMD-SHELL curl -f http://localhost/ || exit 1", "CMD  a"] {
            assert_eq!(command(legal), Ok(()), "{legal}");
        }
        for (illegal, problem) in [
            ("", " begins with neither `CMD` nor `CMD-SHELL`"),
            ("curl localhost", " begins with neither `CMD` nor `CMD-SHELL`"),
            ("cmd a", " begins with neither `CMD` nor `CMD-SHELL`"),
            ("CMDS a", " begins with neither `CMD` nor `CMD-SHELL`"),
            ("CMD", " runs nothing"),
            ("CMD-SHELL", " runs nothing"),
            ("CMD-SHELL  ", " runs nothing"),
        ] {
            let headline = command(illegal).expect_err(illegal).headline;
            assert!(headline.as_str().ends_with(problem), "{headline}");
        }
    }

    #[test]
    fn bounds() {
        for (value, is_every, is_timeout, is_retries, is_start) in [
            (0, false, false, false, true),
            (1, false, false, true, true),
            (2, false, true, true, true),
            (4, false, true, true, true),
            (5, true, true, true, true),
            (10, true, true, true, true),
            (11, true, true, false, true),
            (60, true, true, false, true),
            (61, true, false, false, true),
            (300, true, false, false, true),
            (301, false, false, false, false),
        ] {
            let found = (every(value).is_ok(), timeout(value).is_ok(), retries(value).is_ok(), start(value).is_ok());
            assert_eq!(found, (is_every, is_timeout, is_retries, is_start), "{value}");
        }
        let message =
            "`every = \"4s\"` of a `check` is too short [container-check-interval]\nhelp: use \"5s\" to \"5m\"";
        assert_eq!(every(4).expect_err("short").to_string(), message);
    }

    #[test]
    fn checks_do_not_overlap() {
        assert!(timeout_within_interval(5, 30).is_ok() && timeout_within_interval(30, 30).is_ok());
        assert_eq!(
            timeout_within_interval(31, 30).expect_err("longer").to_string(),
            "`timeout = \"31s\"` of a `check` is longer than `every = \"30s\"` [container-check-overlap]\n\
             help: use `timeout = \"30s\"` at most, or a longer `every`"
        );
    }
}
