//! How long a replica that failed is not replaced. Pure.

use std::time::Duration;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(30);
/// A replica that was healthy for so long has not failed at its start.
pub(super) const CALM: Duration = Duration::from_mins(1);

/// How long to wait after so many failures in a row: a second, twice as long each time, and at most half a minute.
pub(super) fn after(failures: u32) -> Duration {
    match failures.checked_sub(1) {
        None => Duration::ZERO,
        Some(doublings) => FIRST.saturating_mul(1 << doublings.min(10)).min(LONGEST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_doubles_up_to_half_a_minute() {
        let seconds: Vec<u64> = (0..8).map(|failures| after(failures).as_secs()).collect();
        assert_eq!(seconds, [0, 1, 2, 4, 8, 16, 30, 30]);
        assert_eq!(after(u32::MAX), LONGEST);
    }
}
