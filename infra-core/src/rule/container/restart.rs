//! Restarts of a container in its task.

use crate::rule::bounds::{Key, within};
use crate::{Text, Violation};

const RULE: &str = "restart-exit-codes";

/// How long a container has to run before it is started again: 60 to 1,800 seconds.
///
/// Source: TD-28; botocore 1.44.5 ecs ContainerRestartPolicy.restartAttemptPeriod.
pub const fn after(seconds: u64) -> Result<(), Violation> {
    within("restart-period", Key::seconds("after", " of `restart`"), seconds, 60, 1800)
}

/// An exit code is 0 to 255.
///
/// Source: TD-28; POSIX.1-2017 `wait`, of which the lower 8 bits are the code.
pub const fn code(code: u64) -> Result<(), Violation> {
    if code <= 255 {
        return Ok(());
    }
    let headline = Text::from("no container exits with ").number(code);
    Err(Violation::new(RULE, headline, Text::from("use 0 to 255 in `except`")))
}

/// At most 50 exit codes, none twice, after which a container is not started again. What each of them may be is told by
/// [`code`] alone.
///
/// Source: TD-28; botocore 1.44.5 ecs ContainerRestartPolicy.ignoredExitCodes.
pub const fn except(codes: &[u64]) -> Result<(), Violation> {
    if codes.len() > 50 {
        let headline = Text::from("`except` of `restart` has ").number(codes.len() as u64).push(" exit codes");
        return Err(Violation::new(RULE, headline, Text::from("use at most 50")));
    }
    let mut at = 0;
    while at < codes.len() {
        let mut before = 0;
        while before < at {
            if codes[before] == codes[at] {
                let headline = Text::from("`except` of `restart` has the exit code ").number(codes[at]).push(" twice");
                return Err(Violation::new(RULE, headline, Text::from("write it once")));
            }
            before += 1;
        }
        at += 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(except(&[0, 143]), Ok(())));

    #[test]
    fn periods_and_codes() {
        for (seconds, legal) in [(0, false), (59, false), (60, true), (1800, true), (1801, false)] {
            assert_eq!(after(seconds).is_ok(), legal, "{seconds}");
        }
        for (number, legal) in [(0, true), (255, true), (256, false)] {
            assert_eq!(code(number).is_ok(), legal, "{number}");
        }
        let message = "`after = \"30s\"` of `restart` is too short [restart-period]\nhelp: use \"1m\" to \"30m\"";
        assert_eq!(after(30).expect_err("short").to_string(), message);
    }

    #[test]
    fn lists_of_codes() {
        let codes = (0..51).collect::<Vec<u64>>();
        assert!(except(&[]).is_ok() && except(&codes[..50]).is_ok() && except(&codes).is_err());
        assert!(except(&[1, 2]).is_ok() && except(&[1, 1]).is_err());
    }
}
