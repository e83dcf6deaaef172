//! When what a plan makes runs next.

use core::fmt;

/// The next runs of one schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Runs {
    /// The task, without app and stage.
    pub item: String,
    /// `rate(..)`, `cron(..)` or `at(..)`.
    pub schedule: String,
    /// The time zone in which it is read.
    pub zone: String,
    /// Whether it starts nothing.
    pub paused: bool,
    /// When, as the clocks of the zone show it.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub shown: Vec<String>,
    /// When, in UTC as `2027-01-01T00:00:00Z`.
    pub at: Vec<String>,
    /// How many seconds lie between two runs, where only that is known.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub every_seconds: Option<u64>,
}

impl Runs {
    /// When, in words.
    #[must_use]
    pub fn when(&self) -> String {
        match (self.paused, self.every_seconds, &self.shown[..]) {
            (true, ..) => "paused".to_owned(),
            (_, Some(seconds), _) => format!("every {}, from when it was made or changed", Length(seconds)),
            (_, None, []) => "never again".to_owned(),
            (_, None, shown) => shown.join(", "),
        }
    }
}

impl fmt::Display for Runs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {} {}: {}", self.item, self.schedule, self.zone, self.when())
    }
}

/// Whole days, hours or minutes.
struct Length(u64);

impl fmt::Display for Length {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match self.0 {
            seconds if seconds.is_multiple_of(86_400) => (seconds / 86_400, "day"),
            seconds if seconds.is_multiple_of(3_600) => (seconds / 3_600, "hour"),
            seconds => (seconds / 60, "minute"),
        };
        write!(formatter, "{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}
