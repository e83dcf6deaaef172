//! Health checks of target groups.

use super::letters::{about, digits, find, number, point, quote, rest, slice};
use crate::{Text, Violation};

/// The path of a check: 1 to 1,024 characters from `/`, without spaces; it may have a query.
///
/// Source: TG-05; botocore 1.44.5 elbv2 Path. That only printable ASCII goes into a request line is RFC 9112's.
pub const fn path(path: &str) -> Result<(), Violation> {
    const RULE: &str = "health-path";
    let bytes = path.as_bytes();
    if bytes.is_empty() || bytes[0] != b'/' {
        let headline = about("health check path ", path).push(" does not begin with `/`");
        return Err(Violation::new(RULE, headline, Text::from("write it from the root, as `/healthz`")));
    }
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_graphic() {
            let headline = point(about("health check path ", path).push(" may not contain "), path, at);
            return Err(Violation::new(RULE, headline, Text::from("write other characters as `%` and their number")));
        }
        at += 1;
    }
    if bytes.len() > 1024 {
        let headline = about("health check path ", path).push(" has ").number(bytes.len() as u64).push(" characters");
        return Err(Violation::new(RULE, headline, Text::from("use at most 1024")));
    }
    Ok(())
}

/// The codes that mean healthy: numbers and ranges within 200 to 499, as `200`, `200,204` or `200-299,404`, ascending.
///
/// Source: TG-07; botocore 1.44.5 elbv2 Matcher.HttpCode, for application load balancers.
pub const fn codes(codes: &str) -> Result<(), Violation> {
    const RULE: &str = "health-codes";
    let (mut at, mut above) = (0, 0);
    while at <= codes.len() {
        let end = match find(codes, b',', at) {
            Some(end) => end,
            None => codes.len(),
        };
        let part = slice(codes, at, end);
        let length = digits(part);
        let first = number(slice(part, 0, length));
        let last = if length < part.len() && part.as_bytes()[length] == b'-' {
            number(rest(part, length + 1))
        } else if length == part.len() {
            first
        } else {
            None
        };
        let (Some(first), Some(last)) = (first, last) else {
            let headline = within_codes(quote(Text::new(), part), part, codes).push(" is no HTTP code");
            return Err(Violation::new(RULE, headline, Text::from("write codes or ranges, as `200-299` or `200,204`")));
        };
        if first < 200 || first > 499 || last < 200 || last > 499 {
            let headline = within_codes(about("HTTP codes ", part), part, codes).push(" cannot mean healthy");
            return Err(Violation::new(RULE, headline, Text::from("use codes within 200 to 499")));
        }
        if last < first || first <= above {
            let headline = about("HTTP codes ", codes).push(" do not ascend");
            return Err(Violation::new(RULE, headline, Text::from("write them in order, each once, as `200-299,404`")));
        }
        above = last;
        at = end + 1;
    }
    Ok(())
}

/// Says where `part` stands, if it is not all.
const fn within_codes(text: Text, part: &str, codes: &str) -> Text {
    if part.len() == codes.len() { text } else { quote(text.push(" in "), codes) }
}

/// The time between two checks is 5 to 300 seconds.
///
/// Source: TG-05; botocore 1.44.5 elbv2 HealthCheckIntervalSeconds.
pub const fn interval(seconds: u64) -> Result<(), Violation> {
    const RULE: &str = "health-interval";
    within(RULE, "a health check every ", seconds, 5, 300)
}

/// The time until an answer is late is 2 to 120 seconds.
///
/// Source: TG-05; botocore 1.44.5 elbv2 HealthCheckTimeoutSeconds.
pub const fn timeout(seconds: u64) -> Result<(), Violation> {
    const RULE: &str = "health-timeout";
    within(RULE, "a health check timeout of ", seconds, 2, 120)
}

/// The count of answers in a row is 2 to 10.
///
/// Source: TG-05; botocore 1.44.5 elbv2 HealthCheckThresholdCount.
pub const fn threshold(count: u64) -> Result<(), Violation> {
    if count >= 2 && count <= 10 {
        return Ok(());
    }
    let headline = Text::from("a health check cannot ask for ").number(count);
    let headline = headline.push(if count == 1 { " answer in a row" } else { " answers in a row" });
    Err(Violation::new("health-threshold", headline, Text::from("use 2 to 10")))
}

/// The time after a start in which failures do not count is at most 2,147,483,647 seconds.
///
/// Source: SV-24; botocore 1.44.5 ecs CreateServiceRequest.healthCheckGracePeriodSeconds.
pub const fn grace(seconds: u64) -> Result<(), Violation> {
    const RULE: &str = "health-grace";
    within(RULE, "a grace period of ", seconds, 0, i32::MAX as u64)
}

/// The timeout is below the interval.
///
/// Source: TG-05 (what the API answers; in no model).
pub const fn timeout_below_interval(timeout: u64, interval: u64) -> Result<(), Violation> {
    if timeout < interval {
        return Ok(());
    }
    let headline = Text::from("a health check timeout of ").number(timeout);
    let headline = headline.push(" seconds is not below the interval of ").number(interval).push(" seconds");
    let help = if interval > 2 {
        Text::from("use at most ").number(interval - 1).push(" seconds for `timeout`, or a longer `every`")
    } else {
        Text::from("use a longer `every`")
    };
    Err(Violation::new("health-timeout", headline, help))
}

const fn within(rule: &'static str, what: &'static str, seconds: u64, min: u64, max: u64) -> Result<(), Violation> {
    if seconds >= min && seconds <= max {
        return Ok(());
    }
    let headline = Text::from(what).number(seconds);
    let headline = headline.push(if seconds == 1 { " second" } else { " seconds" }).push(" is out of range");
    let help = Text::from("use ").number(min).push(" to ").number(max).push(" seconds");
    Err(Violation::new(rule, headline, help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bounds() {
        for (seconds, legal) in [(4, false), (5, true), (300, true), (301, false)] {
            assert_eq!(interval(seconds).is_ok(), legal, "{seconds}");
        }
        for (seconds, legal) in [(1, false), (2, true), (120, true), (121, false)] {
            assert_eq!(timeout(seconds).is_ok(), legal, "{seconds}");
        }
        for (count, legal) in [(0, false), (1, false), (2, true), (10, true), (11, false)] {
            assert_eq!(threshold(count).is_ok(), legal, "{count}");
        }
        for (seconds, legal) in [(0, true), (2_147_483_647, true), (2_147_483_648, false)] {
            assert_eq!(grace(seconds).is_ok(), legal, "{seconds}");
        }
        for (timeout, interval, legal) in [(9, 10, true), (10, 10, false), (11, 10, false), (0, 0, false)] {
            assert_eq!(timeout_below_interval(timeout, interval).is_ok(), legal, "{timeout} and {interval}");
        }
        assert_eq!(
            timeout_below_interval(10, 10).expect_err("equal").to_string(),
            "a health check timeout of 10 seconds is not below the interval of 10 seconds [health-timeout]\n\
             help: use at most 9 seconds for `timeout`, or a longer `every`"
        );
    }

    #[test]
    fn paths() {
        for legal in ["/", "/healthz", "/a?b=c&d=%20", &format!("/{}", "a".repeat(1023))] {
            assert_eq!(path(legal), Ok(()), "{legal}");
        }
        for illegal in ["", "healthz", " /", "/a b", "/\u{e4}", "/a\n", &format!("/{}", "a".repeat(1024))] {
            assert!(path(illegal).is_err(), "{illegal}");
        }
    }

    #[test]
    fn code_lists() {
        for legal in ["200", "499", "200-299", "200-499", "200,204", "200-299,301,404-410", "200-200"] {
            assert_eq!(codes(legal), Ok(()), "{legal}");
        }
        for (illegal, problem) in [
            ("", "is no HTTP code"),
            ("ok", "is no HTTP code"),
            ("200,", "is no HTTP code"),
            (",200", "is no HTTP code"),
            ("200, 204", "is no HTTP code"),
            ("200-", "is no HTTP code"),
            ("-299", "is no HTTP code"),
            ("200-250-299", "is no HTTP code"),
            ("2xx", "is no HTTP code"),
            ("199", "cannot mean healthy"),
            ("500", "cannot mean healthy"),
            ("200-500", "cannot mean healthy"),
            ("299-200", "do not ascend"),
            ("204,200", "do not ascend"),
            ("200,200", "do not ascend"),
            ("200-299,250", "do not ascend"),
        ] {
            let headline = codes(illegal).expect_err(illegal).headline;
            assert!(headline.as_str().ends_with(problem), "{headline}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = (path(&text), codes(&text));
        }

        #[test]
        fn no_likely_codes_panic(text in "[0-9,-]{0,20}") {
            let _ = codes(&text);
        }
    }
}
