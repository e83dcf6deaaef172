//! Time zones.

use super::zones::ZONES;
use crate::rule::letters::{about, distance, find, point, rest, slice};
use crate::string::{compare, starts_with};
use crate::{Text, Violation};
use core::cmp::Ordering;

const RULE: &str = "schedule-timezone";
const FORM: &str = "write it as `Europe/Berlin` or `UTC`";

/// The name of a time zone as IANA has it: `Area/City`, or `UTC`; at most 50 characters.
///
/// Source: SCH-02; botocore 1.44.5 scheduler ScheduleExpressionTimezone; the IANA time zone database.
pub const fn timezone(zone: &str) -> Result<(), Violation> {
    let bytes = zone.as_bytes();
    if bytes.is_empty() || bytes.len() > 50 {
        let headline = about("time zone ", zone).push(" has ").number(bytes.len() as u64).push(" characters");
        return Err(Violation::new(RULE, headline, Text::from(FORM)));
    }
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphanumeric() && !matches!(bytes[at], b'/' | b'_' | b'+' | b'-') {
            let headline = point(about("time zone ", zone).push(" may not contain "), zone, at);
            return Err(Violation::new(RULE, headline, Text::from(FORM)));
        }
        at += 1;
    }
    if is_known(zone) {
        return Ok(());
    }
    let near = match find(zone, b'/', 0) {
        Some(slash) => nearest(zone, slice(zone, 0, slash + 1)),
        None => in_an_area(zone),
    };
    let help = match near {
        Some(near) => Text::from("did you mean ").quote(near).push("?"),
        None => Text::from(FORM),
    };
    Err(Violation::new(RULE, about("time zone ", zone).push(" is not known to IANA"), help))
}

const fn is_known(zone: &str) -> bool {
    let (mut low, mut high) = (0, ZONES.len());
    while low < high {
        let middle = low.midpoint(high);
        match compare(ZONES[middle], zone) {
            Ordering::Equal => return true,
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
        }
    }
    false
}

/// The zone at most two letters away; with an area that IANA has, only zones of it are looked at.
const fn nearest(zone: &str, area: &str) -> Option<&'static str> {
    let (mut best, mut found) = (3, None);
    let mut at = 0;
    while at < ZONES.len() {
        let one = ZONES[at];
        let alike = starts_with(one, area) || (!is_area(area) && one.as_bytes()[0] == area.as_bytes()[0]);
        if alike && one.len().abs_diff(zone.len()) <= 2 {
            let away = distance(zone, one);
            if away < best {
                best = away;
                found = Some(one);
            }
        }
        at += 1;
    }
    found
}

const fn is_area(area: &str) -> bool {
    matches!(
        area.as_bytes(),
        b"Africa/" | b"America/" | b"Antarctica/" | b"Asia/" | b"Atlantic/" | b"Australia/" | b"Europe/" | b"Pacific/"
    )
}

/// The zone whose city this is, in upper or lower case, or that itself.
const fn in_an_area(city: &str) -> Option<&'static str> {
    let mut at = 0;
    while at < ZONES.len() {
        let mut end = ZONES[at];
        while let Some(slash) = find(end, b'/', 0) {
            end = rest(end, slash + 1);
        }
        if end.eq_ignore_ascii_case(city) {
            return Some(ZONES[at]);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const _: () = assert!(matches!(timezone("Europe/Berlin"), Ok(())));
    const _: () = assert!(timezone("Amerika/New_Yorc").is_err());
    const _: () = assert!(timezone("America/Nowhere").is_err());

    #[test]
    fn zones() {
        for legal in ZONES {
            assert_eq!(timezone(legal), Ok(()), "{legal}");
        }
        for (illegal, message) in [
            ("", "time zone `` has 0 characters [schedule-timezone]\nhelp: write it as `Europe/Berlin` or `UTC`"),
            (
                "Berlin",
                "time zone `Berlin` is not known to IANA [schedule-timezone]\nhelp: did you mean `Europe/Berlin`?",
            ),
            ("utc", "time zone `utc` is not known to IANA [schedule-timezone]\nhelp: did you mean `Etc/UTC`?"),
            (
                "Europe/Berln",
                "time zone `Europe/Berln` is not known to IANA [schedule-timezone]\nhelp: did you mean `Europe/Berlin`?",
            ),
            (
                "Europ/Berlin",
                "time zone `Europ/Berlin` is not known to IANA [schedule-timezone]\nhelp: did you mean `Europe/Berlin`?",
            ),
            (
                "/Berlin",
                "time zone `/Berlin` is not known to IANA [schedule-timezone]\nhelp: write it as `Europe/Berlin` or `UTC`",
            ),
            (
                "Mars/Phobos",
                "time zone `Mars/Phobos` is not known to IANA [schedule-timezone]\nhelp: write it as `Europe/Berlin` or `UTC`",
            ),
            (
                "Europe/ Berlin",
                "time zone `Europe/ Berlin` may not contain a space (character 8) [schedule-timezone]\n\
                 help: write it as `Europe/Berlin` or `UTC`",
            ),
        ] {
            assert_eq!(timezone(illegal).expect_err(illegal).to_string(), message);
        }
        assert!(
            timezone(&format!("Europe/{}", "a".repeat(43))).expect_err("50").headline.as_str().ends_with("to IANA")
        );
        assert!(
            timezone(&format!("Europe/{}", "a".repeat(44))).expect_err("51").headline.as_str().ends_with("characters")
        );
    }

    #[test]
    fn the_table_ascends_and_holds_what_aws_takes() {
        assert!(ZONES.is_sorted());
        assert!(ZONES.iter().all(|zone| zone.len() <= 50 && zone.is_ascii()));
    }

    proptest! {
        #[test]
        fn no_zone_panics(text in ".{0,60}") {
            let _ = timezone(&text);
        }

        #[test]
        fn no_likely_zone_panics(text in "[A-Z]?[a-z]{0,6}/[A-Za-z_/+-]{0,12}") {
            let _ = timezone(&text);
        }
    }
}
