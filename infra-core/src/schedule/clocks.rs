//! What clocks show in the time zones of the world.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::{Civil, Zone};

/// The clocks of a time zone.
#[derive(Clone, Debug)]
pub struct Clocks(TimeZone);

impl Clocks {
    /// Those of a zone by its IANA name; none where it is not known.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }
}

impl Zone for Clocks {
    fn shown(&self, at: i64) -> Civil {
        let Ok(at) = Timestamp::from_second(at) else { return Civil::of(at) };
        let shown = self.0.to_datetime(at);
        let part = |value: i8| u32::try_from(value).unwrap_or_default();
        Civil {
            year: i64::from(shown.year()),
            month: part(shown.month()),
            day: part(shown.day()),
            hour: part(shown.hour()),
            minute: part(shown.minute()),
            second: part(shown.second()),
        }
    }

    fn moment(&self, shown: Civil) -> Option<i64> {
        let part = |value: u32| i8::try_from(value).ok();
        let shown = DateTime::new(
            i16::try_from(shown.year).ok()?,
            part(shown.month)?,
            part(shown.day)?,
            part(shown.hour)?,
            part(shown.minute)?,
            part(shown.second)?,
            0,
        );
        let shown = shown.ok()?;
        let offset = match self.0.to_ambiguous_timestamp(shown).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset,
            // The first of the two times that clocks show it.
            AmbiguousOffset::Fold { before, .. } => before,
            AmbiguousOffset::Gap { .. } => return None,
        };
        Some(offset.to_timestamp(shown).ok()?.as_second())
    }
}
