//! Dates and times of day, without a zone.

/// The seconds of a day.
const DAY: i64 = 86_400;

/// What a clock and a calendar show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    /// The year.
    pub year: i64,
    /// The month, 1 to 12.
    pub month: u32,
    /// The day of the month, 1 to 31.
    pub day: u32,
    /// The hour, 0 to 23.
    pub hour: u32,
    /// The minute, 0 to 59.
    pub minute: u32,
    /// The second, 0 to 59.
    pub second: u32,
}

impl Civil {
    /// What clocks in UTC show at a moment, in seconds since 1970.
    #[must_use]
    pub fn of(seconds: i64) -> Self {
        let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        let (year, month, day) = date(days);
        let part = |value: i64| u32::try_from(value).unwrap_or_default();
        Self { year, month, day, hour: part(rest / 3_600), minute: part(rest / 60 % 60), second: part(rest % 60) }
    }

    /// The moment at which clocks in UTC show this, in seconds since 1970.
    #[must_use]
    pub fn seconds(self) -> i64 {
        let time = self.hour * 3_600 + self.minute * 60 + self.second;
        days(self.year, self.month, self.day) * DAY + i64::from(time)
    }

    /// `yyyy-mm-ddThh:mm:ss`.
    #[must_use]
    pub fn iso(self) -> String {
        let Self { year, month, day, hour, minute, second } = self;
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }

    /// The same read back.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (date, time) = text.split_once('T')?;
        let mut numbers = date.split('-').chain(time.split(':')).map(|part| part.parse::<u32>().ok());
        let mut number = || numbers.next().flatten();
        let (year, month, day, hour, minute, second) =
            (number()?, number()?, number()?, number()?, number()?, number()?);
        let legal = (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 60;
        legal.then_some(Self { year: i64::from(year), month, day, hour, minute, second })
    }
}

/// To the minute, as people write it.
impl core::fmt::Display for Civil {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self { year, month, day, hour, minute, .. } = self;
        write!(formatter, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
    }
}

/// The days from 1970 to a date. A year is counted from March, so that the day of a leap year is its last.
pub(super) fn days(year: i64, month: u32, day: u32) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let in_year = (153 * i64::from(month) + 2) / 5 + i64::from(day) - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + in_year - 719_468
}

/// The date so many days after 1970.
fn date(since: i64) -> (i64, u32, u32) {
    // 400 years have always as many days.
    let days = since + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let in_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let part = |value: i64| u32::try_from(value).unwrap_or_default();
    (era * 400 + year + carry, part(month), part(day))
}

/// The day of the week, 1 for Sunday to 7.
pub(super) fn weekday(year: i64, month: u32, day: u32) -> u32 {
    // The first day of 1970 was a Thursday.
    u32::try_from((days(year, month, day) + 4).rem_euclid(7) + 1).unwrap_or_default()
}

/// How many days a month has.
pub(super) fn length(year: i64, month: u32) -> u32 {
    let next = if month == 12 { days(year + 1, 1, 1) } else { days(year, month + 1, 1) };
    u32::try_from(next - days(year, month, 1)).unwrap_or_default()
}
