//! Times as the answers tell them.

use std::time::Duration;

/// When the simulator is made: 2026-11-22T00:00:00Z.
pub(crate) const EPOCH_SECONDS: u64 = 1_795_305_600;

/// A virtual time as seconds since 1970, to the millisecond: the form of the JSON protocol.
#[allow(clippy::cast_precision_loss, reason = "milliseconds since 1970 need 41 of the 52 bits")]
pub(crate) fn seconds(at: Duration) -> f64 {
    let milliseconds = u128::from(EPOCH_SECONDS) * 1000 + at.as_millis();
    milliseconds as f64 / 1000.0
}

/// A virtual time as `2026-11-22T00:00:00.000Z`: the form of Query.
pub(crate) fn iso(at: Duration) -> String {
    let total = EPOCH_SECONDS + at.as_secs();
    let (days, rest) = (total / 86_400, total % 86_400);
    let (year, month, day) = date(days);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", at.subsec_millis())
}

/// Year, month and day of a day since 1970.
fn date(mut days: u64) -> (u64, u64, u64) {
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while days >= 365 + u64::from(leap(year)) {
        days -= 365 + u64::from(leap(year));
        year += 1;
    }
    let mut month = 1;
    for length in [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    (year, month, days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_epoch_is_the_day_it_says() {
        assert_eq!(iso(Duration::ZERO), "2026-11-22T00:00:00.000Z");
        assert_eq!(iso(Duration::from_millis(86_400_000 * 10 + 61_005)), "2026-12-02T00:01:01.005Z");
    }
}
