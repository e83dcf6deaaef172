//! Times as people read them.

use aws_sdk_ecs::primitives::{DateTime, DateTimeFormat};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A moment in UTC to the minute, from the seconds since 1970.
pub(super) fn timestamp(at: i64) -> String {
    let text = DateTime::from_secs(at).fmt(DateTimeFormat::DateTime).unwrap_or_default();
    match (text.get(..10), text.get(11..16)) {
        (Some(date), Some(time)) => format!("{date} {time} UTC"),
        _ => text,
    }
}

/// How long ago something was, in the unit that says most.
pub(super) fn ago(seconds: i64) -> String {
    match seconds {
        ..MINUTE => "just now".to_owned(),
        MINUTE..HOUR => format!("{} min ago", seconds / MINUTE),
        HOUR..DAY => format!("{} h ago", seconds / HOUR),
        _ => format!("{} d ago", seconds / DAY),
    }
}

/// How long something took.
pub(super) fn length(seconds: i64) -> String {
    if seconds < MINUTE { format!("{seconds} s") } else { format!("{} min {} s", seconds / MINUTE, seconds % MINUTE) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_date_and_a_time() {
        assert_eq!(timestamp(0), "1970-01-01 00:00 UTC");
        assert_eq!(timestamp(1_763_800_059), "2025-11-22 08:27 UTC");
    }

    #[test]
    fn spans_have_the_unit_that_says_most() {
        assert_eq!([30, 90, 7_200, 200_000].map(ago), ["just now", "1 min ago", "2 h ago", "2 d ago"]);
        assert_eq!([59, 95].map(length), ["59 s", "1 min 35 s"]);
    }
}
