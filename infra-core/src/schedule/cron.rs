//! `cron(0 3 * * ? *)`: which times of which days it means.

use super::civil::{Civil, length, weekday};

/// The last year that the expression can name.
const LAST_YEAR: u32 = 2199;
const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const SATURDAY: u32 = 7;

/// An expression, field by field.
#[derive(Clone, Debug)]
pub(super) struct Cron {
    minutes: Vec<u32>,
    hours: Vec<u32>,
    days: Days,
    months: Vec<u32>,
    years: Vec<u32>,
}

/// Which days.
#[derive(Clone, Debug)]
enum Days {
    /// These of the month.
    OfMonth(Vec<u32>),
    /// The last of the month, or the last from Monday to Friday.
    Last { weekday: bool },
    /// The day from Monday to Friday that is nearest to this one, in the same month.
    Nearest(u32),
    /// These of the week.
    OfWeek(Vec<u32>),
    /// The last such day of the week in the month.
    LastOfWeek(u32),
    /// The first, second, .. such day of the week in the month.
    NumberedOfWeek(u32, u32),
}

impl Cron {
    /// Reads what stands in the parentheses.
    pub(super) fn read(text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minutes, hours, of_month, months, of_week, years] = fields[..] else { return None };
        let days = if of_week == "?" { of_month_days(of_month)? } else { of_week_days(of_week)? };
        Some(Self {
            minutes: values(minutes, 0, 59, &[])?,
            hours: values(hours, 0, 23, &[])?,
            days,
            months: values(months, 1, 12, &MONTHS)?,
            years: values(years, 1970, LAST_YEAR, &[])?,
        })
    }

    /// Every time that it means, from this one on.
    pub(super) fn from(&self, start: Civil) -> impl Iterator<Item = Civil> + '_ {
        let years = self.years.iter().map(|year| i64::from(*year)).filter(move |year| *year >= start.year);
        let months = years.flat_map(move |year| self.months.iter().map(move |month| (year, *month)));
        let months = months.filter(move |of| *of >= (start.year, start.month));
        let days = months
            .flat_map(move |(year, month)| self.days.of(year, month).into_iter().map(move |day| (year, month, day)))
            .filter(move |of| *of >= (start.year, start.month, start.day));
        let times = days.flat_map(move |(year, month, day)| {
            let hours = self.hours.iter();
            hours.flat_map(move |hour| {
                let minutes = self.minutes.iter();
                minutes.map(move |minute| Civil { year, month, day, hour: *hour, minute: *minute, second: 0 })
            })
        });
        times.filter(move |time| *time >= start)
    }
}

impl Days {
    /// The days of a month that it means, sorted.
    fn of(&self, year: i64, month: u32) -> Vec<u32> {
        let last = length(year, month);
        let on = |day: u32| weekday(year, month, day);
        match self {
            Self::OfMonth(days) => days.iter().copied().filter(|day| *day <= last).collect(),
            Self::Last { weekday: false } => vec![last],
            Self::Last { weekday: true } => (1..=last).rev().find(|day| is_workday(on(*day))).into_iter().collect(),
            Self::Nearest(day) if *day > last => Vec::new(),
            Self::Nearest(day) => {
                let near = [Some(*day), day.checked_sub(1), Some(day + 1), day.checked_sub(2), Some(day + 2)];
                let mut near = near.into_iter().flatten().filter(|day| (1..=last).contains(day));
                near.find(|day| is_workday(on(*day))).into_iter().collect()
            }
            Self::OfWeek(weekdays) => (1..=last).filter(|day| weekdays.contains(&on(*day))).collect(),
            Self::LastOfWeek(weekday) => (1..=last).rev().find(|day| on(*day) == *weekday).into_iter().collect(),
            Self::NumberedOfWeek(weekday, number) => {
                let place = usize::try_from(number.saturating_sub(1)).unwrap_or_default();
                (1..=last).filter(|day| on(*day) == *weekday).nth(place).into_iter().collect()
            }
        }
    }
}

fn is_workday(weekday: u32) -> bool {
    (2..=6).contains(&weekday)
}

fn of_month_days(text: &str) -> Option<Days> {
    match text {
        "L" => Some(Days::Last { weekday: false }),
        "LW" => Some(Days::Last { weekday: true }),
        _ => match text.strip_suffix('W') {
            Some(day) => day.parse().ok().map(Days::Nearest),
            None => values(text, 1, 31, &[]).map(Days::OfMonth),
        },
    }
}

fn of_week_days(text: &str) -> Option<Days> {
    if text == "L" {
        return Some(Days::OfWeek(vec![SATURDAY]));
    }
    if let Some((weekday, number)) = text.split_once('#') {
        return Some(Days::NumberedOfWeek(value(weekday, 1, &WEEKDAYS)?, number.parse().ok()?));
    }
    match text.strip_suffix('L').and_then(|weekday| value(weekday, 1, &WEEKDAYS)) {
        Some(weekday) => Some(Days::LastOfWeek(weekday)),
        None => values(text, 1, 7, &WEEKDAYS).map(Days::OfWeek),
    }
}

/// The values of a list of values, ranges and steps, sorted.
fn values(text: &str, min: u32, max: u32, names: &[&str]) -> Option<Vec<u32>> {
    let mut values = Vec::new();
    for part in text.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, Some(step.parse::<usize>().ok().filter(|step| *step > 0)?)),
            None => (part, None),
        };
        let (first, last) = match range.split_once('-') {
            _ if range == "*" => (min, max),
            Some((first, last)) => (value(first, min, names)?, value(last, min, names)?),
            None => {
                let first = value(range, min, names)?;
                (first, if step.is_some() { max } else { first })
            }
        };
        values.extend((first..=last).step_by(step.unwrap_or(1)).filter(|value| (min..=max).contains(value)));
    }
    values.sort_unstable();
    values.dedup();
    Some(values)
}

/// A number, or a name that stands for one.
fn value(text: &str, min: u32, names: &[&str]) -> Option<u32> {
    let named = || names.iter().position(|name| name.eq_ignore_ascii_case(text));
    text.parse().ok().or_else(|| Some(u32::try_from(named()?).ok()? + min))
}
