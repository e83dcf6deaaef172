//! `at(2027-01-01T00:00:00)`.

use super::RULE;
use crate::rule::letters::{about, number, slice};
use crate::{Text, Violation};

/// The names of the months, for messages.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A point in time: `yyyy-mm-ddThh:mm:ss`, from 1970, on a day that there is; without a zone, which `timezone` names.
///
/// Source: SCH-02; botocore 1.44.5 scheduler CreateScheduleInput.ScheduleExpression.
pub(super) const fn at(expression: &str, time: &str) -> Result<(), Violation> {
    let (time, zone) = match time.as_bytes() {
        [.., b'Z'] => (slice(time, 0, time.len() - 1), true),
        _ => (time, false),
    };
    let Some(parts) = parts(time) else {
        let help = "write date and time in full, as `at(2027-01-01T00:00:00)`; the zone goes to `timezone`";
        return Err(Violation::new(
            RULE,
            about("schedule ", expression).push(" has no time of the form `yyyy-mm-ddThh:mm:ss`"),
            Text::from(help),
        ));
    };
    if zone {
        let help = Text::from("drop the `Z`; the zone goes to `timezone`, and is UTC without it");
        return Err(Violation::new(RULE, about("schedule ", expression).push(" names a zone"), help));
    }
    match fault(parts) {
        Some((problem, help)) => Err(Violation::new(RULE, about("schedule ", expression).append(&problem), help)),
        None => Ok(()),
    }
}

/// What is wrong with year, month, day, hour, minute and second, and the way out.
pub(super) const fn fault([year, month, day, hour, minute, second]: [u32; 6]) -> Option<(Text, Text)> {
    let fault = if year < 1970 {
        (Text::from(" lies before 1970"), Text::from("write a year to come"))
    } else if month < 1 || month > 12 {
        (Text::from(" has no month ").number(month as u64), Text::from("write a month from 01 to 12"))
    } else if day < 1 || day > days(year, month) {
        let most = days(year, month) as u64;
        let name = MONTHS[month as usize - 1];
        let problem = Text::from(" has a day ").number(day as u64).push(" that is not in ").push(name).push(" ");
        (problem.number(year as u64), Text::from("write a day from 01 to ").number(most))
    } else if hour > 23 {
        (Text::from(" has the hour ").number(hour as u64), Text::from("write an hour from 00 to 23"))
    } else if minute > 59 {
        (Text::from(" has the minute ").number(minute as u64), Text::from("write a minute from 00 to 59"))
    } else if second > 59 {
        (Text::from(" has the second ").number(second as u64), Text::from("write a second from 00 to 59"))
    } else {
        return None;
    };
    Some(fault)
}

/// The days of a month, which is 1 to 12.
pub(super) const fn days(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The numbers of `yyyy-mm-ddThh:mm:ss`.
pub(super) const fn parts(time: &str) -> Option<[u32; 6]> {
    let bytes = time.as_bytes();
    if bytes.len() != 19
        || bytes[4] != b'-'
        || bytes[7] != b'-'
        || bytes[10] != b'T'
        || bytes[13] != b':'
        || bytes[16] != b':'
    {
        return None;
    }
    let mut parts = [0; 6];
    let (mut part, mut start) = (0, 0);
    while part < parts.len() {
        let end = start + if part == 0 { 4 } else { 2 };
        match number(slice(time, start, end)) {
            Some(value) => parts[part] = value,
            None => return None,
        }
        start = end + 1;
        part += 1;
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::days;
    use crate::rule::schedule::expression;
    use proptest::prelude::*;

    #[test]
    fn times() {
        for legal in ["1970-01-01T00:00:00", "2028-02-29T23:59:59", "2000-02-29T12:00:00", "2027-12-31T00:00:00"] {
            assert_eq!(expression(&format!("at({legal})")), Ok(()), "{legal}");
        }
        for (illegal, problem) in [
            ("", "has no time of the form `yyyy-mm-ddThh:mm:ss`"),
            ("2027-01-01", "has no time of the form `yyyy-mm-ddThh:mm:ss`"),
            ("2027-01-01 00:00:00", "has no time of the form `yyyy-mm-ddThh:mm:ss`"),
            ("2027-1-1T00:00:00", "has no time of the form `yyyy-mm-ddThh:mm:ss`"),
            ("2027-01-01T00:00", "has no time of the form `yyyy-mm-ddThh:mm:ss`"),
            ("2027-01-01T00:00:0x", "has no time of the form `yyyy-mm-ddThh:mm:ss`"),
            ("2027-01-01T00:00:00+01:00", "has no time of the form `yyyy-mm-ddThh:mm:ss`"),
            ("2027-01-01T00:00:00Z", "names a zone"),
            ("1969-12-31T23:59:59", "lies before 1970"),
            ("2027-00-01T00:00:00", "has no month 0"),
            ("2027-13-01T00:00:00", "has no month 13"),
            ("2027-01-00T00:00:00", "has a day 0 that is not in January 2027"),
            ("2027-02-29T00:00:00", "has a day 29 that is not in February 2027"),
            ("2100-02-29T00:00:00", "has a day 29 that is not in February 2100"),
            ("2027-04-31T00:00:00", "has a day 31 that is not in April 2027"),
            ("2027-01-01T24:00:00", "has the hour 24"),
            ("2027-01-01T00:60:00", "has the minute 60"),
            ("2027-01-01T00:00:60", "has the second 60"),
        ] {
            let headline = expression(&format!("at({illegal})")).expect_err(illegal).headline;
            assert!(headline.as_str().ends_with(problem), "{headline}");
        }
    }

    #[test]
    fn four_hundred_years_have_146097_days() {
        let total: u32 = (2000..2400).flat_map(|year| (1..=12).map(move |month| days(year, month))).sum();
        assert_eq!(total, 146_097);
    }

    proptest! {
        #[test]
        fn every_time_of_every_day_passes(year in 1970_u32..=9999, month in 1_u32..=12, day in 1_u32..=31, second in 0_u32..86_400) {
            let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
            let text = format!("at({year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02})");
            prop_assert_eq!(expression(&text).is_ok(), day <= days(year, month));
        }
    }
}
